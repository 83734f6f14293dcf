import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { verifySignature } from '../connectors/kit/signature.ts'
import { SignatureScheme, schemePresets } from '../connectors/kit/signature-scheme.ts'
import { webhookSource } from '../connectors/webhook/index.ts'
import { sendWebhooks } from './webhook-sender.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const plainSecret = 'a-long-shared-secret'
const [standard] = webhookSource.presets
const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

type Got = {
  eventId: string
  accepted: boolean
  stage: string | null | undefined
  dealId: string
  atMs: number
}

async function receiver(scheme: SignatureScheme, statusOf: (nth: number) => number = () => 200) {
  const got: Got[] = []
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks)
      const current = scheme.kind === 'standard-webhooks' ? secret : plainSecret
      const verdict = verifySignature({
        scheme,
        secrets: { current },
        method: 'POST',
        url: '',
        headers: request.headers,
        rawBody,
        now: new Date().toISOString(),
      })
      const items = standard ? webhookSource.read(rawBody, standard.config) : null
      const item = items?.ok ? items.value[0] : undefined
      if (!item?.ok) throw new Error('the mapping does not read what the sender sends')
      got.push({
        eventId: verdict.ok ? (verdict.value.eventId ?? '') : verdict.code,
        accepted: verdict.ok,
        stage: item.deal.stageId,
        dealId: item.deal.externalId,
        atMs: performance.now(),
      })
      response.writeHead(statusOf(got.length)).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/hooks/wsp_00000001/con_1`, got }
}

test.each(Object.entries(schemePresets))(
  'events signed by %s are accepted and each deal is won once',
  async (name, preset) => {
    const { url, got } = await receiver(SignatureScheme.parse(preset))
    const report = await sendWebhooks({
      url,
      secret: name === 'standard-webhooks' ? secret : plainSecret,
      scheme: SignatureScheme.parse(preset),
      deals: 20,
    })
    expect(report).toMatchObject({ sent: 60, unacknowledged: [], byStatus: { 200: 60 } })
    expect(got.every(({ accepted }) => accepted)).toBe(true)
    expect(new Set(got.map(({ eventId }) => eventId)).size).toBe(60)
    expect(
      got
        .filter(({ stage }) => stage === 'closedwon')
        .map(({ dealId }) => dealId)
        .toSorted(),
    ).toEqual(Array.from({ length: 20 }, (_, i) => `deal-${i}`).toSorted())
  },
)

describe('as a CRM does it', () => {
  const run = async (plan: object, statusOf?: (nth: number) => number) => {
    const { url, got } = await receiver({ kind: 'standard-webhooks' }, statusOf)
    const report = await sendWebhooks({ url, secret, deals: 30, concurrency: 1, ...plan })
    return { report, got, ids: got.map(({ eventId }) => eventId) }
  }

  test('some events come twice, with the same id', async () => {
    const { ids, report } = await run({ duplicates: 0.5 })
    expect(new Set(ids).size).toBe(90)
    expect(ids.length).toBeGreaterThan(110)
    expect(ids.length).toBeLessThan(160)
    expect(report.acknowledged).toHaveLength(90)
  })

  test('some come out of order, and none is lost by it', async () => {
    const { ids: inOrder } = await run({})
    const { ids } = await run({ outOfOrder: 0.3 })
    expect(ids).not.toEqual(inOrder)
    expect(ids.toSorted()).toEqual(inOrder.toSorted())
  })

  test('the same seed makes the same run', async () => {
    const plan = { duplicates: 0.2, outOfOrder: 0.2, seed: 7, startMs: 1_795_600_000_000 }
    expect((await run(plan)).ids).toEqual((await run(plan)).ids)
    expect((await run({ ...plan, seed: 8 })).ids).not.toEqual((await run(plan)).ids)
  })

  test('what is not answered with 2xx is tried again, and told if it never was', async () => {
    const twice = await run({ deals: 5, retries: 3, retryDelayMs: 1 }, (nth) => (nth % 2 ? 503 : 200))
    expect(twice.report).toMatchObject({ sent: 30, unacknowledged: [], byStatus: { 200: 15, 503: 15 } })
    const never = await run({ deals: 1, retries: 1, retryDelayMs: 1 }, () => 500)
    expect(never.report).toMatchObject({ sent: 6, acknowledged: [], byStatus: { 500: 6 } })
    expect(never.report.unacknowledged).toHaveLength(3)
  })

  test('no faster than asked', async () => {
    const { got } = await run({ deals: 10, rate: 100, concurrency: 4 })
    expect((got.at(-1)?.atMs ?? 0) - (got[0]?.atMs ?? 0)).toBeGreaterThan(250)
  })

  test('a server that is away is counted, not fatal', async () => {
    const { url } = await receiver({ kind: 'standard-webhooks' })
    const server = servers.pop()
    server?.close()
    if (server) await once(server, 'close')
    expect(await sendWebhooks({ url, secret, deals: 1 })).toMatchObject({
      sent: 3,
      byStatus: { unreachable: 3 },
      acknowledged: [],
    })
  })
})

test.each([
  'https://example.com/hooks/x',
  'http://10.0.0.1/',
  'http://127.0.0.1.example.com/',
  'http://[::2]/',
  'x',
])('%s is not this machine', async (url) => {
  await expect(sendWebhooks({ url, secret, deals: 1 })).rejects.toThrow('on this machine')
})

test('the command line says what it did', async () => {
  const { url, got } = await receiver({ kind: 'standard-webhooks' })
  const script = new URL('./webhook-sender.ts', import.meta.url).pathname
  const run = (args: string[]) =>
    new Promise<{ code: number | string | null | undefined; output: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
        resolve({ code: error ? error.code : 0, output: stdout + stderr }),
      )
    })
  const sent = await run(['--url', url, '--secret', secret, '--deals', '2', '--rate', '0'])
  expect(JSON.parse(sent.output)).toMatchObject({ sent: 6, acknowledged: 6, unacknowledged: 0 })
  expect(got).toHaveLength(6)
  expect(await run(['--help'])).toMatchObject({ code: 0, output: expect.stringContaining('--duplicates') })
  expect(await run([])).toMatchObject({ code: 2 })
  expect(await run(['--url', url, '--secret', secret, '--deals', 'many'])).toEqual({
    code: 2,
    output: '--deals: expected a number of zero or more\n',
  })
})

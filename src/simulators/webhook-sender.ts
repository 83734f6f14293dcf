import { parseArgs } from 'node:util'
import { ConnectorError } from '../connectors/kit/connector-error.ts'
import { egressFetch } from '../connectors/kit/egress.ts'
import { signatureHeaders } from '../connectors/kit/signature.ts'
import { SignatureScheme, schemePresets } from '../connectors/kit/signature-scheme.ts'
import type { DealEvent } from './deal-events.ts'
import { dealEvents, randomFrom } from './deal-events.ts'

export type SendPlan = {
  /** Where to: a hook of a Throughline on this machine. */
  url: string
  secret: string
  scheme?: SignatureScheme
  /** Number of deals; each makes three events, the last of which is the win. */
  deals: number
  /** Events a second; 0 means as fast as the other side answers. */
  rate?: number
  /** Requests under way at a time. */
  concurrency?: number
  /** Share of events sent more than once, 0 to 1. */
  duplicates?: number
  /** Share of events that change places with another one, 0 to 1. */
  outOfOrder?: number
  /** How often an event is tried again where no 2xx came back. */
  retries?: number
  retryDelayMs?: number
  seed?: number
  prefix?: string
  startMs?: number
  signal?: AbortSignal
  /** Told after each answer, or each request without one. */
  onAnswer?: (answer: { eventId: string; status: number | null; failure: string | null; ms: number }) => void
}

export type SendReport = {
  /** Requests made, repeats and retries included. */
  sent: number
  /** Different events that were answered with 2xx at least once: these must not be lost. */
  acknowledged: string[]
  /** Events that never were. */
  unacknowledged: string[]
  byStatus: Record<string, number>
  ms: number
}

/** Sends invented deal events the way a CRM does: signed, repeated, out of order, and again where no 2xx came back. */
export async function sendWebhooks(plan: SendPlan): Promise<SendReport> {
  const url = loopbackUrl(plan.url)
  const scheme = plan.scheme ?? schemePresets['standard-webhooks']
  const from = performance.now()
  const queue = deliveries(plan)
  const report: SendReport = { sent: 0, acknowledged: [], unacknowledged: [], byStatus: {}, ms: 0 }
  const acknowledged = new Set<string>()
  let next = 0
  const worker = async () => {
    for (let index = next++; index < queue.length && !plan.signal?.aborted; index = next++) {
      const event = queue[index]
      if (plan.rate) await sleepUntil(from + (index * 1000) / plan.rate)
      if (event && (await deliver({ event, url, scheme, plan, report }))) acknowledged.add(event.id)
    }
  }
  await Promise.all(Array.from({ length: plan.concurrency ?? 8 }, worker))
  report.acknowledged = [...acknowledged]
  report.unacknowledged = [...new Set(queue.map(({ id }) => id))].filter((id) => !acknowledged.has(id))
  report.ms = performance.now() - from
  return report
}

/** The events in the order of sending, repeats included. */
function deliveries(plan: SendPlan): DealEvent[] {
  const random = randomFrom((plan.seed ?? 1) + 1)
  const events = dealEvents({
    deals: plan.deals,
    seed: plan.seed ?? 1,
    prefix: plan.prefix ?? '',
    startMs: plan.startMs ?? Date.now() - 3000,
  })
  const queue = events.flatMap((event) => (random() < (plan.duplicates ?? 0) ? [event, event] : [event]))
  for (let index = 0; index < queue.length; index++) {
    if (random() >= (plan.outOfOrder ?? 0)) continue
    const other = Math.floor(random() * queue.length)
    const [one, two] = [queue[index], queue[other]]
    if (!one || !two) continue
    queue[index] = two
    queue[other] = one
  }
  return queue
}

type Delivery = { event: DealEvent; url: string; scheme: SignatureScheme; plan: SendPlan; report: SendReport }

async function deliver({ event, url, scheme, plan, report }: Delivery): Promise<boolean> {
  for (let attempt = 0; attempt <= (plan.retries ?? 0) && !plan.signal?.aborted; attempt++) {
    if (attempt > 0) await sleep(plan.retryDelayMs ?? 200)
    const from = performance.now()
    const { status, failure } = await post(event, url, { scheme, secret: plan.secret })
    report.sent++
    const key = failure ?? String(status)
    report.byStatus[key] = (report.byStatus[key] ?? 0) + 1
    plan.onAnswer?.({ eventId: event.id, status, failure, ms: performance.now() - from })
    if (status !== null && status >= 200 && status <= 299) return true
  }
  return false
}

async function post(event: DealEvent, url: string, by: { scheme: SignatureScheme; secret: string }) {
  const rawBody = new TextEncoder().encode(event.body)
  const at = new Date().toISOString()
  const signed = signatureHeaders(by.scheme, by.secret, { method: 'POST', url, id: event.id, at, rawBody })
  if (!signed.ok) throw new Error(`cannot sign: ${signed.reason}`)
  try {
    const headers = { 'content-type': 'application/json', ...signed.value }
    const answer = await egressFetch(url, {
      purpose: 'simulator',
      method: 'POST',
      headers,
      body: rawBody,
      trusted: true,
      allowHttp: true,
    })
    return { status: answer.status, failure: null }
  } catch (error) {
    if (error instanceof ConnectorError && error.code !== 'request_refused')
      return { status: null, failure: error.code }
    throw error
  }
}

/** Only this machine: a load generator must not be pointed at anybody else. */
function loopbackUrl(text: string): string {
  const host = URL.canParse(text) ? new URL(text).hostname : ''
  if (/^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(host)) return text
  throw new Error(
    'expected the URL of a server on this machine, such as http://127.0.0.1:3000/hooks/wsp_…/con_…',
  )
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function sleepUntil(at: number): Promise<void> {
  const wait = at - performance.now()
  if (wait > 0) await sleep(wait)
}

const usage = `Sends invented, signed deal events to a Throughline on this machine.

  node src/simulators/webhook-sender.ts --url http://127.0.0.1:3000/hooks/wsp_…/con_… --secret whsec_…

  --deals N         deals, three events each (default 10)
  --rate N          events a second; 0: as fast as answered (default 5)
  --duplicates R    share sent twice, 0 to 1 (default 0)
  --out-of-order R  share that changes places, 0 to 1 (default 0)
  --retries N       further tries where no 2xx comes back (default 3)
  --seed N          the same seed makes the same events (default 1)
  --prefix TEXT     put before every id, so that two runs do not meet
  --scheme NAME     ${Object.keys(schemePresets).join(' or ')} (default standard-webhooks)
`

const numbers = { deals: 10, rate: 5, duplicates: 0, 'out-of-order': 0, retries: 3, seed: 1 }

async function main(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const options = { url: text, secret: text, prefix: text, scheme: text, help: { type: 'boolean' } } as const
  const counts = {
    deals: text,
    rate: text,
    duplicates: text,
    'out-of-order': text,
    retries: text,
    seed: text,
  }
  const { values } = parseArgs({ args, options: { ...options, ...counts } })
  if (values.help || !values.url || !values.secret) {
    process.stdout.write(usage)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const number = (name: keyof typeof numbers) => {
    const given = Number(values[name] ?? numbers[name])
    if (Number.isFinite(given) && given >= 0) return given
    throw new Error(`--${name}: expected a number of zero or more`)
  }
  const { url, secret, prefix } = values
  const scheme = schemeNamed(values.scheme ?? 'standard-webhooks')
  const plan = {
    deals: number('deals'),
    rate: number('rate'),
    duplicates: number('duplicates'),
    outOfOrder: number('out-of-order'),
    retries: number('retries'),
    seed: number('seed'),
  }
  tell(await sendWebhooks({ url, secret, prefix, scheme, ...plan }))
}

function tell({ sent, acknowledged, unacknowledged, byStatus, ms }: SendReport): void {
  const counted = {
    sent,
    acknowledged: acknowledged.length,
    unacknowledged: unacknowledged.length,
    byStatus,
    ms: Math.round(ms),
  }
  process.stdout.write(`${JSON.stringify(counted)}\n`)
  process.exitCode = unacknowledged.length === 0 ? 0 : 1
}

function schemeNamed(name: string): SignatureScheme {
  const preset = Object.entries(schemePresets).find(([known]) => known === name)?.[1]
  if (preset) return SignatureScheme.parse(preset)
  throw new Error(`--scheme: expected one of ${Object.keys(schemePresets).join(', ')}`)
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  })
}

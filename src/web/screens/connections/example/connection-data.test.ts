import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { partAt, pathOf, specialWords, withPart, withPath } from '../mapping/mapping-fields.ts'
import { curlExample } from './curl-example.ts'
import { exampleBody } from './example-body.ts'
import { wonStage } from './won-stage.ts'

const now = '2026-11-20T10:00:00.000Z'

describe('an example body', () => {
  test('holds every part where the mapping looks for it', () => {
    const mapping = {
      occurredAt: 'timestamp',
      deal: {
        externalId: 'data["deal.id"]',
        stageId: { path: 'data.stage', values: { W: 'closedwon' } },
        ownerName: { paths: ['data.first', 'data.last'] },
        amount: { path: 'data.cents', currency: { constant: 'EUR' }, unit: 'minor' },
        expectedCloseOn: { path: 'data.close', form: 'day' },
        wonAt: { path: 'data.won', form: 'unix_s' },
        products: { path: 'data.lines', name: 'sku.name' },
      },
      contacts: { path: 'data.people', name: 'full', email: 'mails[0].address' },
    }
    expect(exampleBody(mapping, now)).toMatchObject({
      timestamp: now,
      data: {
        'deal.id': 'D-1001',
        stage: 'W',
        first: 'Jonas',
        last: 'Weber',
        cents: 4_800_000,
        close: '2026-11-20',
        won: 1_795_168_800,
        lines: [{ sku: { name: 'Fleet' } }, { sku: { name: 'Analytics' } }],
        people: [{ full: 'Ana Ruiz', mails: [{ address: 'ana.ruiz@riverside.example' }] }],
      },
    })
  })

  test('belongs to whoever sends it, in the currency of their workspace', () => {
    const mapping = { deal: { ownerEmail: 'owner', amount: { path: 'cents', currency: 'money' } } }
    expect(exampleBody(mapping, now, { ownerEmail: 'ada@x.example', currency: 'GBP' })).toEqual({
      owner: 'ada@x.example',
      cents: 48_000,
      money: 'GBP',
    })
  })

  test('puts the deal into the list where one call carries several, with what is expected of each', () => {
    const mapping = {
      items: 'events',
      expect: [{ path: 'portal', equals: '42' }],
      deal: { externalId: 'id' },
    }
    expect(exampleBody(mapping, now)).toEqual({ events: [{ id: 'D-1001', portal: '42' }] })
  })
})

describe('the stage of an example', () => {
  const stage = { pipeline: '', label: 'Won', kind: 'won', deals: 0 } as const
  const mapping = { deal: { stageId: 'stage' } }

  test('is a won one that the connection knows', () => {
    const own = wonStage([{ ...stage, externalId: 'W', label: 'Gewonnen' }], mapping)
    expect(exampleBody(mapping, now, own ?? {})).toEqual({ stage: 'W' })
  })

  test('is not known where none is mapped as won, and the event would wait', () => {
    expect(wonStage([{ ...stage, externalId: 'O', kind: 'open' }], mapping)).toBeNull()
    expect(wonStage([], { deal: { externalId: 'id' } })).toEqual({})
  })
})

describe('the script to send a test', () => {
  const body = `{"name":"O'Neill $HOME \`x\`"}`
  /** Runs the script with a curl that only prints what it was given. */
  const run = (scheme: Record<string, unknown>, secret: string): string => {
    const script = curlExample({ scheme, url: 'http://127.0.0.1/hooks/x', body, secret })
    const bare = `curl() { printf '%s\\n' "$@"; }\ndate() { echo 1795168800; }\n${script}`
    return execFileSync('bash', ['-c', bare], { encoding: 'utf8' })
  }

  test('signs as Standard Webhooks says', () => {
    const key = Buffer.alloc(32, 7)
    const sent = run({ kind: 'standard-webhooks' }, `whsec_${key.toString('base64')}`)
    const right = createHmac('sha256', key).update(`test-1795168800.1795168800.${body}`).digest('base64')
    expect(sent).toContain(`webhook-signature: v1,${right}\n`)
    expect(sent).toContain(`${body}\n`)
  })

  test.each(['hex', 'base64'] as const)('signs as a template says, in %s', (encoding) => {
    const scheme = {
      kind: 'hmac',
      algo: 'sha512',
      encoding,
      header: 'x-signature',
      prefix: 'v0=',
      template: 'v0:{timestamp}:{body}',
      tsHeader: 'x-time',
      tsUnit: 'ms',
    }
    const sent = run(scheme, 'a secret of 16 or more')
    const right = createHmac('sha512', 'a secret of 16 or more')
      .update(`v0:1795168800000:${body}`)
      .digest(encoding)
    expect(sent).toContain(`x-signature: v0=${right}\n`)
    expect(sent).toContain('x-time: 1795168800000\n')
  })
})

describe('a part of a mapping', () => {
  const mapping = { deal: { externalId: 'id', amount: { path: 'sum', currency: 'cur', unit: 'minor' } } }

  test('keeps what else is said about it when its path changes', () => {
    const next = withPath(partAt(mapping, 'deal.amount'), 'total', 'money')
    expect(withPart(mapping, 'deal.amount', next)).toEqual({
      deal: { externalId: 'id', amount: { path: 'total', currency: 'cur', unit: 'minor' } },
    })
  })

  test('goes when its path is emptied, and its group with the last of them', () => {
    const one = withPart(mapping, 'contacts.name', withPath(undefined, 'who', 'text'))
    expect(one['contacts']).toEqual({ name: 'who' })
    expect(withPart(one, 'contacts.name', withPath('who', '', 'text'))).toEqual(mapping)
  })

  test('that has no single path is told in words', () => {
    expect(pathOf({ constant: 'EUR' })).toBeNull()
    expect(specialWords({ constant: 'EUR' })).toBe('always “EUR”')
    expect(specialWords({ path: 'x', values: { a: 'new' } })).toBe('a → new')
  })
})

import { describe, expect, test } from 'vitest'
import { webhookSource } from './index.ts'
import { webhookPresets } from './presets.ts'
import { bytes, mapItems } from './test-mapping.ts'

describe('settings', () => {
  test('the presets are complete and make secrets that fit', () => {
    for (const { config } of webhookSource.presets) {
      const checked = webhookSource.checkConfig(config)
      if (!checked.ok) throw new Error(checked.problems.join())
      expect(webhookSource.newSecret(checked.config.scheme).length).toBeGreaterThan(40)
    }
  })
  test('the flat preset reads a flat row', () => {
    const row = {
      event_id: 'e1',
      updated_at: '2026-11-20T10:00:00Z',
      deal_id: 7,
      deal_name: 'Acme',
      amount: '10.50',
      currency: 'USD',
      stage: 'Won',
      close_date: '2026-11-20',
    }
    const [item] = mapItems(row, webhookPresets[1].config.mapping)
    expect(item).toMatchObject({
      ok: true,
      eventId: 'e1',
      deal: {
        externalId: '7',
        amount: { amountMinor: 1050, currency: 'USD' },
        stageId: 'Won',
        expectedCloseOn: '2026-11-20',
      },
    })
  })
  test.each<[string, object, string]>([
    ['no deal id', { mapping: { deal: {} } }, 'mapping.deal.externalId'],
    [
      'a path that is none',
      { mapping: { deal: { externalId: 'a..b' } } },
      'mapping.deal.externalId: expected a path such as deal.contacts[0].email',
    ],
    [
      'an expression',
      { mapping: { deal: { externalId: 'id', name: '{{x}}[' } } },
      'mapping.deal.name: expected a path such as deal.contacts[0].email',
    ],
    [
      'an unknown setting',
      { mapping: { deal: { externalId: 'id' }, script: 'x' } },
      'mapping: Unrecognized key: "script"',
    ],
    [
      'an unknown zone',
      { mapping: { deal: { externalId: 'id', wonAt: { path: 'w', form: 'day', zone: 'Mars/Base' } } } },
      'mapping.deal.wonAt.zone: expected a zone such as Europe/Prague',
    ],
    ['no scheme', { scheme: undefined }, 'scheme: '],
  ])('%s is refused in words', (_, change, expected) => {
    const result = webhookSource.checkConfig({
      scheme: { kind: 'standard-webhooks' },
      mapping: { deal: { externalId: 'id' } },
      ...change,
    })
    expect(result.ok ? 'accepted' : result.problems.join('\n')).toContain(expected)
  })
  test('a mapping that was never checked reads nothing', () => {
    expect(
      webhookSource.read(bytes('{"id":1}'), { scheme: { kind: 'standard-webhooks' }, mapping: {} }),
    ).toMatchObject({ ok: false })
  })
})

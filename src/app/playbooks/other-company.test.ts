import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evaluateCondition } from '../../core/playbook/evaluate-condition.ts'
import { compiledCalendar } from '../calendars/compiled-calendar.ts'
import { parsePlaybook } from './parse-playbook.ts'

const parsed = parsePlaybook(readFileSync(new URL('./fixtures/other-company.yaml', import.meta.url), 'utf8'))

describe('another company’s process, with its own stages, tiers, roles and clocks', () => {
  test('fits without a warning', () => {
    expect(parsed).toMatchObject({ ok: true, warnings: [] })
  })

  test('is triggered by the fields of its own CRM', () => {
    if (!parsed.ok) throw new Error('expected the playbook to load')
    const { triggers } = parsed.playbook
    const deal = {
      'deal.pipeline': 'ausschreibung',
      'deal.fields.phase': 'Auftrag',
      'deal.fields.vertragsart': null,
    }
    expect(evaluateCondition(triggers.applies, deal)).toBe(true)
    expect(evaluateCondition(triggers.won, deal)).toBe(true)
    expect(evaluateCondition(triggers.signed, deal)).toBe(false)
    const renewal = { ...deal, 'deal.fields.vertragsart': 'Verlängerung' }
    expect(evaluateCondition(triggers.applies, renewal)).toBe(false)
  })

  test('has calendars that the clock can use, around the clock and past midnight', () => {
    if (!parsed.ok) throw new Error('expected the playbook to load')
    for (const calendar of parsed.playbook.calendars) {
      expect(compiledCalendar(calendar, '2026-11-20T10:00:00.000Z')).toMatchObject({ ok: true })
    }
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePlaybook } from './parse-playbook.ts'

const small = readFileSync(new URL('./fixtures/small-company.yaml', import.meta.url), 'utf8')

/** The small playbook with one thing written differently; `‸` in it marks where the mistake should be shown. */
function broken(was: string, becomes: string): { yaml: string; line: number; column: number } {
  if (!small.includes(was)) throw new Error(`the small playbook does not say: ${was}`)
  const marked = small.replace(was, becomes)
  const before = marked.slice(0, marked.indexOf('‸')).split('\n')
  return { yaml: marked.replace('‸', ''), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function problemsOf(yaml: string) {
  const parsed = parsePlaybook(yaml)
  return parsed.ok ? parsed.warnings : parsed.problems
}

type Case = [what: string, was: string, becomes: string, code: string, message: string]

// biome-ignore format: one mistake per line
const mistakes: Case[] = [
  // The text
  ['a bracket left open', '{ id: why, title: Why }', '{ id: why, title: Why\n‸requirements_next:', 'syntax', 'expected the closing bracket'],
  ['a key said twice', 'title: Big\n', 'title: Big\n    ‸title: Huge\n', 'duplicate_key', 'found "title" again (first on line 16)'],
  ['an alias', 'prompt: What hurts?', 'prompt: ‸*other', 'alias_refused', 'expected the value written out, found the alias *other'],
  ['an anchor', 'prompt: What hurts?', 'prompt: &other ‸What hurts?', 'alias_refused', 'expected no anchor, found &other'],
  ['a merge key', '    title: Big\n', '    ‸<<: { title: Big }\n    title: Big\n', 'alias_refused', 'found a merge key'],
  ['a tag', 'title: A small process', 'title: !!js/function ‸"return 1"', 'tag_refused', 'expected no tag'],
  ['a map as key', 'title: A small process', 'title: A small process\n? ‸{ a: b }\n: 1', 'bad_key', 'expected a word as key'],
  ['a control character', 'title: A small process', 'title: ‸"a \\0 b"', 'bad_text', 'without control characters'],
  ['the key __proto__', 'raci:\n', 'raci:\n  ‸__proto__: { ae: R }\n', 'reserved_name', '"__proto__" is reserved'],
  ['the key constructor', 'raci:\n', 'raci:\n  ‸constructor: { ae: R }\n', 'reserved_name', '"constructor" is reserved'],
  // The form
  ['a misspelt key', 'label: Pains', '‸lable: Pains', 'unknown_key', 'found "lable"; did you mean "label"?'],
  ['a misspelt key at the top', 'grace: {', '‸grase: {', 'unknown_key', 'did you mean "grace"?'],
  ['a text where a number belongs', 'weight: 2', 'weight: ‸heavy', 'wrong_type', 'expected a number, found "heavy"'],
  ['a number where a text belongs', 'title: Big', 'title: ‸7', 'wrong_type', 'expected a text, found the number 7'],
  ['nothing where a list belongs', 'after: [accept]', 'after: ‸accept', 'wrong_type', 'expected a list, found "accept"'],
  ['a word of another list', 'knowable: open\n    need: { big: gate', 'knowable: ‸opne\n    need: { big: gate', 'wrong_value', 'one of open, likely, won, signed, found "opne"; did you mean "open"?'],
  ['a need that does not exist', 'need: { big: gate, small: gate }', 'need: { big: ‸must, small: gate }', 'wrong_value', 'one of gate, full, optional, hidden, found "must"'],
  ['an id with capitals', 'id: pains', 'id: ‸Pains', 'wrong_value', 'expected an id: lower-case letters'],
  ['an id that objects carry', 'id: pains', 'id: ‸constructor', 'wrong_value', 'not "constructor"'],
  ['a duration with two units', 'big: { days: 60 }', 'big: ‸{ days: 60, hours: 2 }', 'wrong_value', 'exactly one of'],
  ['a unit that does not exist', 'big: { days: 60 }', 'big: ‸{ business_day: 60 }', 'wrong_value', 'did you mean "business_days"?'],
  ['a negative duration', 'big: { days: 60 }', 'big: { days: ‸-1 }', 'wrong_value', 'expected at least 0, found the number -1'],
  ['an anchor that is no fact', 'anchor: { step: submit }', 'anchor: { fact: ‸submited }', 'wrong_value', 'did you mean "submitted"?'],
  ['a comparison that does not exist', 'op: gte, value: 1000', 'op: ‸over, value: 1000', 'wrong_value', 'expected op to be one of eq, ne, lt, lte, gt, gte, in, not_in, present, missing, found "over"'],
  ['a condition of no known form', 'when: { field: deal.annual_value, op: gte, value: 1000 }', 'when: ‸{ al: [] }', 'wrong_value', 'expected a condition: {all: […]}, {any: […]}'],
  ['in with a single value', 'op: eq, value: few', 'op: in, value: ‸few', 'wrong_type', 'expected a list, found "few"'],
  ['hours that are none', 'mon: ["09:00-17:00"]', 'mon: [‸"9-17"]', 'wrong_value', 'opening hours such as 09:00-17:30'],
  ['a day that does not exist', 'holidays: { country: DE }', 'closed: [‸2026-02-30]', 'wrong_value', 'a day such as 2026-12-24'],
  ['a weekday left out', 'week:\n      mon: ["09:00-17:00"]\n', 'week:\n      ‸tue2: []\n      mon: []\n', 'unknown_key', 'found "tue2"'],
  ['letters that are not RACI', 'csm: AR }\n  confirm', 'csm: ‸X }\n  confirm', 'wrong_value', 'letters of RACI'],
  ['a quality rule that does not exist', 'rule: columns_filled', 'rule: ‸filled', 'wrong_value', 'expected rule to be one of no_filler'],
  ['a newer format', 'format: 1', 'format: ‸2', 'wrong_value', 'expected 1, found the number 2'],
  ['a role found in no known way', 'from: deal_owner', 'from: ‸owner', 'wrong_value', 'expected one of deal_owner, csm, manager_of, member_role'],
  // The references
  ['a section that does not exist', 'section: why\n    label: Pains', 'section: ‸whi\n    label: Pains', 'unknown_reference', 'expected the id of a section (why), found "whi"; did you mean "why"?'],
  ['a need for an unknown tier', 'need: { big: gate, small: gate }', 'need: { ‸bigg: gate, small: gate }', 'unknown_reference', 'did you mean "big"?'],
  ['a due time for an unknown tier', '      small: { days: 14 }', '      ‸tiny: { days: 14 }', 'unknown_reference', 'expected the id of a tier (big, small), found "tiny"'],
  ['an unknown default tier', 'default_tier: small', 'default_tier: ‸smal', 'unknown_reference', 'did you mean "small"?'],
  ['an owner who is no role', 'owner: ae', 'owner: ‸seller', 'unknown_reference', 'expected the id of a role (ae, csm, boss), found "seller"'],
  ['a manager of nobody', 'of: csm', 'of: ‸cms', 'unknown_reference', 'did you mean "csm"?'],
  ['after an unknown step', 'after: [accept]', 'after: [‸acept]', 'unknown_reference', 'did you mean "accept"?'],
  ['an anchor to an unknown step', 'anchor: { step: submit }', 'anchor: { step: ‸submitt }', 'unknown_reference', 'did you mean "submit"?'],
  ['an escalation for an unknown tier', 'tiers: [big]', 'tiers: [‸huge]', 'unknown_reference', 'found "huge"'],
  ['routing to an unknown role', 'otherwise: boss', 'otherwise: ‸bos', 'unknown_reference', 'did you mean "boss"?'],
  ['raci of an unknown step', '  submit: { ae', '  ‸submitt: { ae', 'unknown_reference', 'did you mean "submit"?'],
  ['raci of an unknown role', 'ae: R, boss: A', 'ae: R, ‸bosss: A', 'unknown_reference', 'did you mean "boss"?'],
  ['a prompt for an unknown requirement', 'requirement: pains', 'requirement: ‸pain', 'unknown_reference', 'did you mean "pains"?'],
  ['a quality rule for an unknown column', 'columns: [tool]', 'columns: [‸tol]', 'unknown_reference', 'did you mean "tool"?'],
  ['an unknown field', 'field: deal.annual_value', 'field: ‸deal.anual_value', 'unknown_field', 'did you mean "deal.annual_value"?'],
  ['an answer nobody asks for', 'field: answer.size', 'field: ‸answer.sise', 'unknown_field', 'did you mean "size"?'],
  ['the value of a list', 'field: answer.tools.count', 'field: ‸answer.tools', 'unknown_field', 'expected answer.tools.count or answer.tools.state (tools is a table)'],
  ['the count of a text', 'field: answer.size', 'field: ‸answer.size.count', 'unknown_field', 'expected answer.size or answer.size.state'],
  ['a reserved word in a field', 'field: deal.annual_value', 'field: ‸deal.fields.__proto__', 'unknown_field', 'found a reserved word'],
  ['what became of a handoff asked before there is one', 'field: deal.annual_value', 'field: ‸handoff.late', 'unfit_value', 'handoff.late is for the condition of a step'],
  ['a number compared with a text', 'op: gte, value: 1000', 'op: gte, value: ‸"1000"', 'unfit_value', 'expected a number to compare with deal.annual_value, found "1000"'],
  ['a stage kind that does not exist', 'value: likely', 'value: ‸likely_to_close', 'unfit_value', 'expected one of open, likely, won, lost'],
  ['an option that does not exist', 'value: few', 'value: ‸lots', 'unfit_value', 'expected one of few, many for answer.size'],
  ['an order where there is none', 'op: eq, value: few', 'op: ‸gt, value: few', 'unfit_value', 'expected eq, ne, in, not_in, present or missing'],
  ['the same id twice', 'id: size', 'id: ‸pains', 'duplicate_id', 'found "pains" again (first at requirements.0)'],
  ['the same option twice', '{ id: many,', '{ id: ‸few,', 'duplicate_id', 'expected each option to have its own id'],
  ['steps that wait for each other', 'fact: submitted\n', 'after: ‸[confirm]\n    fact: submitted\n', 'cycle', 'submit → confirm → accept → submit'],
  ['a step started by its own end', 'fact: signed }\n    due:\n      big: { days: 60 }', 'fact: ‸confirmed }\n    due:\n      big: { days: 60 }', 'cycle', 'expected another anchor'],
  ['roles that lead in a circle', 'from: csm }', 'from: csm, otherwise: ‸boss }', 'cycle', 'csm → boss → csm'],
  ['an anchor missing in the tier', '      small: { business_days: 1 }\n    fact: submitted', '    fact: submitted', 'missing_part', 'expected the step submit to exist in tier small'],
  ['a choice without options', 'type: text\n    knowable: open\n    need: { big: gate', 'type: choice\n    knowable: open\n    need: { big: gate', 'missing_part', 'expected options'],
  ['columns on a text', 'type: text\n    knowable: open', 'type: text\n    columns: ‸[{ id: a, label: A, type: text }]\n    knowable: open', 'surplus_part', 'expected columns only with type table'],
  ['a rule that does not fit', 'rule: columns_filled, columns: [tool]', 'rule: ‸person_complete', 'unfit_value', 'of type person_list, found type table'],
  ['a rule that would count for nothing', 'label: Many }\n', 'label: Many }\n    quality: [{ rule: ‸no_filler, weight: 1 }]\n', 'unfit_value', 'expected no_filler on a requirement of type text or person_list or link_list or table, found type choice'],
  ['a zone that does not exist', 'zone: Europe/Berlin', 'zone: ‸Europe/Berlino', 'unfit_value', 'did you mean "Europe/Berlin"?'],
  ['a zone by its distance', 'zone: Europe/Berlin', 'zone: ‸"+01:00"', 'unfit_value', 'expected an IANA time zone'],
  ['a country without holidays', 'country: DE', 'country: ‸QQ', 'unknown_holidays', 'No holidays are known for country "QQ"'],
  ['a region without holidays', 'country: DE', 'country: DE, region: ‸XX', 'unknown_holidays', 'No holidays are known for region "XX"'],
]

describe('a mistake is shown where it stands, with what was expected', () => {
  test.each(mistakes)('%s', (_what, was, becomes, code, message) => {
    const { yaml, line, column } = broken(was, becomes)
    const parsed = parsePlaybook(yaml)
    expect(parsed.ok).toBe(false)
    const found = problemsOf(yaml).filter(
      (problem) => problem.code === code && problem.message.includes(message),
    )
    expect(found, JSON.stringify(problemsOf(yaml), null, 1)).not.toEqual([])
    if (becomes.includes('‸')) expect(found[0]).toMatchObject({ severity: 'error', line, column })
  })

  test('a missing key is shown where the part that lacks it begins', () => {
    const parsed = parsePlaybook(small.replace('    label: Pains\n', ''))
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      {
        severity: 'error',
        code: 'missing_key',
        path: 'requirements[0].label',
        line: 29,
        column: 5,
        message: 'expected the key "label" with a text, found none',
      },
    ])
  })

  test('a calendar that never opens is refused', () => {
    const closed = small.replaceAll(/(mon|tue|wed|thu|fri): \[.*\]/g, '$1: []')
    expect(problemsOf(closed)).toMatchObject([{ code: 'missing_part', path: 'calendars[0].week', line: 95 }])
  })
})

type Doubt = [...Case, wasToo?: string, becomesToo?: string]

// biome-ignore format: one doubt per line
const doubts: Doubt[] = [
  ['a tier taken by the one before', 'when: { all: [] }', 'when: ‸{ field: deal.annual_value, op: gt, value: 2000 }', 'unreachable', 'is taken by big before', 'default_tier: small', 'default_tier: big'],
  ['a tier that never holds', 'when: { field: deal.annual_value, op: gte, value: 1000 }', 'when: ‸{ any: [] }', 'unreachable', 'no deal ever gets tier big'],
  ['more typed gate answers than the limit', 'gate_limit: 1', 'gate_limit: ‸0', 'gate_over_limit', 'expected at most 0 answers to type at the gate of tier small, found 1: pains'],
  ['needs beyond the gate where a handoff submits itself', 'gate_limit: 2', 'gate_limit: 2\n    submits_itself: ‸true', 'beyond_gate', 'found size, tools'],
  ['an answer asked at the gate but known later', 'knowable: open\n    need: { big: gate', 'knowable: signed\n    need: { big: ‸gate', 'gate_too_early', 'expected pains to be knowable before the gate of tier big'],
  ['a requirement nobody is asked', 'need: { big: full }', 'need: ‸{ big: hidden }', 'never_asked', 'expected a tier that asks for size'],
  ['a step without a line in raci', '  accept: { csm: AR }\n', '', 'unclear_duty', 'expected a line for accept in raci'],
  ['two who answer for one step', 'ae: R, boss: A', 'ae: AR, boss: A', 'unclear_duty', 'expected exactly one role with A for submit, found 2'],
  ['an owner who does not do it', 'ae: R, boss: A', 'boss: AR', 'unclear_duty', 'expected R for ae, the owner of submit'],
  ['hours written twice', '"13:00-15:00"', '"11:00-15:00"', 'overlap', 'do not overlap'],
  ['two steps that one fact finishes', 'fact: confirmed', 'fact: ‸accepted', 'duplicate_id', 'found accept and confirm'],
  ['a tier without a way to the end', 'fact: confirmed', 'by_hand: true', 'missing_part', 'for confirmed'],
  ['a rule behind one that takes everybody', 'match: [] }', 'match: [] }\n    - { id: ‸late, title: Late, match: [size] }', 'unreachable', 'expected rule late before all'],
]

describe('what a careful eye would ask about is a warning, and the playbook can be used', () => {
  test.each(doubts)('%s', (_what, was, becomes, code, message, wasToo = '', becomesToo = '') => {
    const { yaml, line, column } = broken(was, becomes)
    const parsed = parsePlaybook(yaml.replace(wasToo, becomesToo))
    const found = parsed.ok ? parsed.warnings : []
    const warning = found.find((problem) => problem.code === code && problem.message.includes(message))
    expect(warning, JSON.stringify(parsed, null, 1).slice(0, 2000)).toMatchObject({ severity: 'warning' })
    if (becomes.includes('‸')) expect(warning).toMatchObject({ line, column })
  })

  test('what the CRM or the line items fill does not count against the gate’s limit', () => {
    const filled = small.replace(
      'need: { big: full }',
      'need: { big: full, small: gate }\n    filled_by: crm',
    )
    expect(problemsOf(filled)).toEqual([])
  })
})

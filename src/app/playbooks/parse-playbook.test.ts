import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePlaybook } from './parse-playbook.ts'
import { problemLine } from './problem.ts'

const small = readFileSync(new URL('./fixtures/small-company.yaml', import.meta.url), 'utf8')

function problemsOf(yaml: string) {
  const parsed = parsePlaybook(yaml)
  return parsed.ok ? parsed.warnings : parsed.problems
}

test('a playbook without mistakes is read whole', () => {
  const parsed = parsePlaybook(small)
  expect(parsed).toMatchObject({ ok: true, warnings: [] })
  expect(parsed.ok && parsed.playbook.steps.map((step) => step.id)).toEqual(['submit', 'accept', 'confirm'])
})

describe('every mistake is told, not only the first', () => {
  test('mistakes of the text, the form and the references together, in the order of the lines', () => {
    const yaml = small
      .replace('title: Big\n', 'title: Big\n    title: Huge\n')
      .replace('label: Pains', 'lable: Pains')
      .replace('owner: ae', 'owner: seller')
      .replace('after: [accept]', 'after: [acept]')
      .replace('zone: Europe/Berlin', 'zone: Mars/Base')
    expect(problemsOf(yaml).map(({ line, code }) => [line, code])).toEqual([
      [17, 'duplicate_key'],
      [30, 'missing_key'],
      [32, 'unknown_key'],
      [62, 'unknown_reference'],
      [83, 'unknown_reference'],
      [94, 'unfit_value'],
    ])
  })

  test('a part with a mistake can still be named by others', () => {
    const yaml = small
      .replace('id: csm, title: Carer', 'id: csm, titel: Carer')
      .replace('id: submit\n', 'id: submit\n    titel: x\n')
    expect(problemsOf(yaml).map(({ code }) => code)).toEqual(['missing_key', 'unknown_key', 'unknown_key'])
  })

  test('whole parts missing do not hide what is wrong elsewhere', () => {
    const yaml = small.replace(/routing:[^]*?calendars:/, 'calendars:').replace('owner: ae', 'owner: seller')
    expect(problemsOf(yaml).map(({ code, path }) => [code, path])).toEqual([
      ['missing_key', 'routing'],
      ['unknown_reference', 'steps[0].owner'],
    ])
  })

  test('behind a line that is no YAML only what stands before it is told', () => {
    const yaml = small.replace('label: Pains', 'lable: Pains').replace('    owner: ae', '   owner: ae: [')
    const found = problemsOf(yaml)
    expect(found[0]).toMatchObject({ code: 'unknown_key', path: 'requirements[0].lable' })
    expect(found.slice(1).every((problem) => problem.code === 'syntax')).toBe(true)
    expect(found.length).toBeGreaterThan(1)
  })

  test('a flood is cut off and counted', () => {
    const yaml = `${small}${Array.from({ length: 1000 }, (_, i) => `extra_${i}: 1\n`).join('')}`
    const found = problemsOf(yaml)
    expect(found).toHaveLength(201)
    expect(found.at(-1)).toMatchObject({ code: 'too_many_problems', message: 'and 800 more from here on' })
  })
})

describe('a document that means harm is refused quickly', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')}\n`

  test.each([
    ['a bomb of aliases', bomb, 'alias_refused'],
    ['more than a megabyte', `# ${'x'.repeat(1024 * 1024)}`, 'too_large'],
    ['brackets without end', '['.repeat(500_000), 'too_deep'],
    ['braces without end', '{a: '.repeat(100_000), 'too_deep'],
    ['braces that hardly fit on the stack', `x: ${'{a: '.repeat(5000)}`, 'too_deep'],
    ['dashes without end', '- '.repeat(400_000), 'too_deep'],
    [
      'levels without end',
      `complexity_high: ${'{ not: '.repeat(100)}{ all: [] }${' }'.repeat(100)}`,
      'too_deep',
    ],
    [
      'a hundred thousand keys',
      Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n'),
      'unknown_key',
    ],
    ['an older YAML', '%YAML 1.1\n---\nformat: 1\n', 'syntax'],
    ['two documents', `${small}---\nformat: 1\n`, 'syntax'],
    ['an empty file', '', 'wrong_type'],
    ['a list', '- 1\n- 2\n', 'wrong_type'],
    ['binary rubbish', '\u0000\u0001\u0002', 'bad_text'],
  ])('%s', (_what, yaml, code) => {
    const begun = process.cpuUsage()
    const parsed = parsePlaybook(yaml)
    expect(parsed.ok).toBe(false)
    expect(problemsOf(yaml).map((problem) => problem.code)).toContain(code)
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(10_000)
  })

  test('nothing of it reaches the objects of the program', () => {
    parsePlaybook('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n')
    expect('polluted' in {}).toBe(false)
  })
})

describe('what is said is said once, in words for people who know no grammar', () => {
  const told = (yaml: string) => problemsOf(yaml).map(({ line, message }) => `${line}: ${message}`)

  test.each([
    [
      'a tab',
      small.replace('  - { id: why', '\t- { id: why'),
      'expected spaces at the beginning of the line, found a tab',
    ],
    [
      'a colon in a text',
      small.replace('label: Pains', 'label: Pains: all'),
      'expected quotes around a text that has ": " in it',
    ],
    [
      'a quote left open',
      small.replace('title: A small process', 'title: "A small process'),
      'expected the closing quote',
    ],
    ['two documents', `${small}---\n${small}`, 'expected one playbook, found a second document'],
    [
      'a number with commas',
      small.replace('value: 1000', 'value: 1,000'),
      'a number is written without commas',
    ],
    ['a text in Latin-1', small.replace('Pains', 'Schm\ufffdrz'), 'save the file as UTF-8'],
  ])('%s', (_what, yaml, message) => {
    expect(told(yaml).filter((problem) => problem.includes(message))).not.toEqual([])
    expect(told(yaml).filter((problem) => problem.includes('expected YAML'))).toEqual([])
  })

  test.each([
    ['an empty title', small.replace('title: Big', 'title: ""'), 1],
    ['a control character', small.replace('title: Big', 'title: "\\0"'), 1],
    ['hours that are no list', small.replace('mon: ["09:00-17:00"]', 'mon: "09:00-17:00"'), 1],
    ['a tier whose id cannot be read, however often it is named', small.replace('- id: big', '- id: BIG'), 1],
    ['a list of sections left empty', small.replace('  - { id: why, title: Why }\n', '  []\n'), 1],
    ['a requirement whose id cannot be read', small.replace('id: tools', 'id: Tools'), 1],
  ])('%s', (_what, yaml, count) => {
    expect(told(yaml)).toHaveLength(count)
  })

  test('a file of an old Mac, whose lines end with a carriage return, is read', () => {
    expect(parsePlaybook(small.replaceAll('\n', '\r')).ok).toBe(true)
  })
})

describe('the content hash', () => {
  const hashOf = (yaml: string) => {
    const parsed = parsePlaybook(yaml)
    return parsed.ok ? parsed.contentHash : null
  }

  test('is the same however the file is written', () => {
    const rewritten = small
      .replace('format: 1\nid: small\n', 'id: small # ours\nformat: 1\n')
      .replace('submit: { ae: R, boss: A }', 'submit: { boss: A, ae: R }')
    expect(hashOf(small)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOf(rewritten)).toBe(hashOf(small))
  })

  test('changes with every word and with the order of a list', () => {
    expect(hashOf(small.replace('What hurts?', 'What hurts most?'))).not.toBe(hashOf(small))
    const other = small.replace(
      'from: deal_owner }\n  - { id: csm, title: Carer, side: cs, from: csm }',
      'from: deal_owner }',
    )
    const moved = other.replace(
      'of: csm }\n',
      'of: csm }\n  - { id: csm, title: Carer, side: cs, from: csm }\n',
    )
    expect(hashOf(moved)).not.toBeNull()
    expect(hashOf(moved)).not.toBe(hashOf(small))
  })
})

test('a problem is one line that editors can open', () => {
  const [problem] = problemsOf(small.replace('owner: ae', 'owner: seller'))
  if (!problem) throw new Error('expected a problem')
  expect(problemLine('mine.yaml', problem)).toBe(
    'mine.yaml:61:12: error: expected the id of a role (ae, csm, boss), found "seller" (steps[0].owner)',
  )
})

import { linkParts, personParts } from '../../deal/answer.ts'
import { qualityChecks } from '../../scoring/index.ts'
import type { Playbook, Requirement, TableColumn } from '../playbook.ts'
import { uniqueIds } from './check-ids.ts'
import { didYouMean, error, type Fault, named, namedKey, type Path, warning } from './fault.ts'

/** Requirements stand in a section, are asked in tiers that exist, and carry what their type needs. */
export function checkRequirements(playbook: Playbook): Fault[] {
  const sections = new Set(playbook.sections.map((section) => section.id))
  const tiers = new Set(playbook.tiers.map((tier) => tier.id))
  return playbook.requirements.flatMap((one, i) => {
    const path = ['requirements', i]
    return [
      ...named('section', one.section, sections, [...path, 'section']),
      ...Object.keys(one.need).flatMap((tier) => namedKey('tier', tiers, [...path, 'need', tier])),
      ...checkOptions(one, path),
      ...checkColumns(one, path),
      ...checkQuality(one, path),
      ...checkAsked(one, path),
    ]
  })
}

function checkOptions(one: Requirement, path: Path): Fault[] {
  if (one.type === 'choice' && !one.options) {
    return [error('missing_part', path, `expected options, because ${one.id} is a choice`)]
  }
  if (one.type !== 'choice' && one.options) {
    return [
      error(
        'surplus_part',
        [...path, 'options'],
        `expected options only with type choice, found type ${one.type}`,
      ),
    ]
  }
  return uniqueIds('option', one.options ?? [], [...path, 'options'])
}

function checkColumns(one: Requirement, path: Path): Fault[] {
  if (one.type === 'table' && !one.columns) {
    return [error('missing_part', path, `expected columns, because ${one.id} is a table`)]
  }
  if (one.type !== 'table' && one.columns) {
    return [
      error(
        'surplus_part',
        [...path, 'columns'],
        `expected columns only with type table, found type ${one.type}`,
      ),
    ]
  }
  const columns = one.columns ?? []
  return [
    ...uniqueIds('column', columns, [...path, 'columns']),
    ...columns.flatMap((column, i) => checkColumn(column, [...path, 'columns', i])),
  ]
}

function checkColumn(column: TableColumn, path: Path): Fault[] {
  if (column.type === 'choice' && !column.options) {
    return [error('missing_part', path, `expected options, because column ${column.id} is a choice`)]
  }
  if (column.type !== 'choice' && column.options) {
    return [
      error(
        'surplus_part',
        [...path, 'options'],
        `expected options only with type choice, found type ${column.type}`,
      ),
    ]
  }
  return []
}

function checkQuality(one: Requirement, path: Path): Fault[] {
  const columns = new Set(partsOf(one))
  return (one.quality ?? []).flatMap((rule, i) => {
    const at = [...path, 'quality', i]
    const fits = qualityChecks[rule.rule].appliesTo
    if (!fits.includes(one.type)) {
      return [
        error(
          'unfit_value',
          [...at, 'rule'],
          `expected ${rule.rule} on a requirement of type ${fits.join(' or ')}, found type ${one.type}`,
        ),
      ]
    }
    if (rule.rule !== 'columns_filled') return []
    return rule.columns.flatMap((column, c) => named('column', column, columns, [...at, 'columns', c]))
  })
}

/** What an entry of a list answer has: its own columns, or those of every person and link. */
function partsOf(one: Requirement): readonly string[] {
  if (one.type === 'person_list') return personParts
  return one.type === 'link_list' ? linkParts : (one.columns ?? []).map((column) => column.id)
}

function checkAsked(one: Requirement, path: Path): Fault[] {
  const asked = Object.entries(one.need).filter(([, need]) => need !== 'hidden')
  if (asked.length === 0) {
    return [
      warning(
        'never_asked',
        [...path, 'need'],
        `expected a tier that asks for ${one.id}; it is hidden in all of them`,
      ),
    ]
  }
  if (one.knowable === 'open' || one.knowable === 'likely') return []
  return asked
    .filter(([, need]) => need === 'gate')
    .map(([tier]) => {
      const message = `expected ${one.id} to be knowable before the gate of tier ${tier}, found knowable: ${one.knowable}`
      return warning('gate_too_early', [...path, 'need', tier], message)
    })
}

/** Prompts of a pack point to requirements that exist. */
export function checkPromptPacks(playbook: Playbook): Fault[] {
  const ids = new Set(playbook.requirements.map((one) => one.id))
  return playbook.prompt_packs.flatMap((pack, p) =>
    pack.prompts.flatMap((prompt, i) => {
      if (prompt.requirement === undefined || ids.has(prompt.requirement)) return []
      const path = ['prompt_packs', p, 'prompts', i, 'requirement']
      const message = `expected the id of a requirement, found "${prompt.requirement}"${didYouMean(prompt.requirement, ids)}`
      return [{ ...error('unknown_reference', path, message), names: 'requirement' }]
    }),
  )
}

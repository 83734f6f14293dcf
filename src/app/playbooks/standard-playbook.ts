import { readFileSync } from 'node:fs'
import { type ParsedPlaybook, parsePlaybook } from './parse-playbook.ts'

/** A playbook that can be put in force, with the text it was read from. */
export type UsablePlaybook = Extract<ParsedPlaybook, { ok: true }> & { source: string }

let known: UsablePlaybook | null = null

/** The playbook the product ships, read once. */
export function standardPlaybook(): UsablePlaybook {
  known ??= readStandard()
  return known
}

function readStandard(): UsablePlaybook {
  const source = readFileSync(new URL('../../../playbooks/standard.yaml', import.meta.url), 'utf8')
  const parsed = parsePlaybook(source)
  if (parsed.ok) return { ...parsed, source }
  const first = parsed.problems[0]
  throw new Error(`playbooks/standard.yaml cannot be used: line ${first?.line}: ${first?.message}`)
}

import type { FaultCode, Path } from '../../core/playbook/check/fault.ts'

/** What can be wrong with the text of a playbook, before anybody looks at what it says. */
export const textProblemCodes = [
  'too_large',
  'too_deep',
  'too_many_problems',
  'syntax',
  'duplicate_key',
  'alias_refused',
  'tag_refused',
  'reserved_name',
  'bad_key',
  'bad_text',
] as const

/** What can be wrong with its form. */
export const formProblemCodes = [
  'unknown_key',
  'missing_key',
  'wrong_type',
  'wrong_value',
  'unknown_holidays',
] as const

export type ProblemCode = (typeof textProblemCodes)[number] | (typeof formProblemCodes)[number] | FaultCode

/** One thing wrong in a playbook file: where it stands, and what was expected there. */
export type Problem = {
  severity: 'error' | 'warning'
  code: ProblemCode
  /** `steps[3].owner`; empty for the document as a whole. */
  path: string
  /** Counted from 1. */
  line: number
  column: number
  message: string
}

/** A problem that does not know its line yet; `at: 'key'` means the key itself and not its value. */
export type Mistake = {
  severity: 'error' | 'warning'
  code: ProblemCode
  path: Path
  at?: 'key' | 'value'
  names?: string
  message: string
}

/** A place in a document as people write it: `steps[3].owner`. */
export function pathText(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('')
}

/** A problem on one line, as editors and terminals link it: `standard.yaml:12:5: error: …`. */
export function problemLine(file: string, problem: Problem): string {
  const place = problem.path === '' ? '' : ` (${problem.path})`
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message}${place}`
}

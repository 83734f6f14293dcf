import { closest } from '../../lib/closest.ts'

/** Where in the document: keys and positions in lists, from the top. */
export type Path = readonly (string | number)[]

export const faultCodes = [
  'unknown_reference',
  'unknown_field',
  'unfit_value',
  'duplicate_id',
  'reserved_name',
  'cycle',
  'missing_part',
  'surplus_part',
  'unreachable',
  'gate_over_limit',
  'gate_too_early',
  'beyond_gate',
  'never_asked',
  'overlap',
  'unclear_duty',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** Something wrong in a playbook: an error keeps it out, a warning only asks to look again. */
export type Fault = {
  severity: 'error' | 'warning'
  code: FaultCode
  path: Path
  /** `key` where the key itself is wrong and not what stands behind it. */
  at?: 'key'
  /** For a name that leads nowhere: what it should have named (`tier`, `role`, …). */
  names?: string
  message: string
}

export function error(code: FaultCode, path: Path, message: string): Fault {
  return { severity: 'error', code, path, message }
}

export function warning(code: FaultCode, path: Path, message: string): Fault {
  return { severity: 'warning', code, path, message }
}

/** "; did you mean …?" where a near word is known, else nothing. */
export function didYouMean(found: string, known: Iterable<string>): string {
  const near = closest(found, known)
  return near === null ? '' : `; did you mean "${near}"?`
}

/** Refuses a name that nothing in the playbook carries, saying which names there are. */
export function named(what: string, found: string, known: ReadonlySet<string>, path: Path): Fault[] {
  if (known.has(found)) return []
  const names = [...known]
  const listed = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '')
  const message = `expected the id of a ${what} (${listed || 'there is none'}), found "${found}"${didYouMean(found, names)}`
  return [{ ...error('unknown_reference', path, message), names: what }]
}

/** The same for a key that names something. */
export function namedKey(what: string, known: ReadonlySet<string>, path: Path): Fault[] {
  return named(what, String(path.at(-1)), known, path).map((fault) => ({ ...fault, at: 'key' }))
}

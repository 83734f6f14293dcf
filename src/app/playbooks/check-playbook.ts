import { playbookDocument } from '../../contract/playbook-document.ts'
import type { Path } from '../../core/playbook/check/fault.ts'
import { checkReferences } from '../../core/playbook/check-references.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { holidaysOf } from '../calendars/holidays.ts'
import { describeIssue, type KnownKeys } from './describe-issue.ts'
import { type Mended, mendPlaybook } from './mend-playbook.ts'
import type { Mistake } from './problem.ts'

/** The playbook, when nothing keeps it out; and every mistake and warning either way. */
export type Checked = { playbook: Playbook | null; mistakes: Mistake[] }

/** Checks a playbook that has been read already (from a file, or sent by a screen), its form first and then its sense. */
export function checkPlaybook(document: unknown): Checked {
  const known: KnownKeys = new WeakMap()
  const form = playbookDocument.safeParse(document, { error: (issue) => rememberKeys(issue, known) })
  if (form.success) {
    const mistakes = checkSense(form.data)
    const usable = mistakes.every((mistake) => mistake.severity === 'warning')
    return { playbook: usable ? form.data : null, mistakes }
  }
  const mistakes = oncePerPlace(form.error.issues.flatMap((issue) => describeIssue(issue, document, known)))
  const mended = mendPlaybook(document, mistakes)
  return { playbook: null, mistakes: mended ? [...mistakes, ...checkRest(mended)] : mistakes }
}

/** What is no list is not too long besides: the first thing said of a place is what is wrong with it. */
function oncePerPlace(mistakes: Mistake[]): Mistake[] {
  const seen = new Set<string>()
  return mistakes.filter(({ path, at }) => {
    const place = `${at ?? 'value'} ${JSON.stringify(path)}`
    const isFirst = !seen.has(place)
    seen.add(place)
    return isFirst
  })
}

type RawIssue = { code?: string; keys?: unknown; inst?: unknown }

/** The schema forgets which keys it knows once it has complained; they are needed to say what was expected. */
function rememberKeys(issue: RawIssue, known: KnownKeys): undefined {
  if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys)) return undefined
  known.set(issue.keys, shapeKeys(issue.inst))
  return undefined
}

function shapeKeys(schema: unknown): string[] {
  const shape = typeof schema === 'object' && schema !== null && 'shape' in schema ? schema.shape : null
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : []
}

function checkSense(playbook: Playbook): Mistake[] {
  return [...checkReferences(playbook), ...checkHolidays(playbook)]
}

/** Of a mended playbook only what is surely its author's: no warnings, nothing about parts taken out or invented. */
function checkRest({ playbook, invented, nameless }: Mended): Mistake[] {
  const within = (path: Path, part: Path) => part.every((key, i) => path[i] === key)
  return checkSense(playbook).filter(
    (fault) =>
      fault.severity === 'error' &&
      fault.code !== 'missing_part' &&
      !namesUnreadable(fault, nameless) &&
      !invented.some((part) => within(fault.path, part)),
  )
}

function namesUnreadable({ names, code }: Mistake, nameless: ReadonlySet<string>): boolean {
  const list = code === 'unknown_field' ? 'requirements' : `${names}s`
  return (names !== undefined || code === 'unknown_field') && nameless.has(list)
}

function checkHolidays(playbook: Playbook): Mistake[] {
  return playbook.calendars.flatMap((calendar, i): Mistake[] => {
    if (!calendar.holidays) return []
    const found = holidaysOf(calendar.holidays, 2026, 2026)
    if (found.ok) return []
    const part = found.code === 'unknown_country' ? 'country' : 'region'
    const path = ['calendars', i, 'holidays', part]
    return [{ severity: 'error', code: 'unknown_holidays', path, message: found.reason }]
  })
}

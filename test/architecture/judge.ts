import { exceptions } from './exceptions.ts'
import type { Violation } from './source-file.ts'

export type Exception = {
  rule: string
  file: string
  /** The size it may have; it can only go down. */
  upTo?: number
  because: string
}

/** What is left of violations after the exceptions, and exceptions that nobody needs any longer, as sentences. */
export function judge(found: readonly Violation[], list: readonly Exception[] = exceptions): string[] {
  const excused = (it: Violation): boolean =>
    list.some((e) => e.rule === it.rule && e.file === it.file && (it.size ?? 0) <= (e.upTo ?? 0))
  const broken = found
    .filter((it) => !excused(it))
    .map((it) => `${it.file}:${it.line} [${it.rule}] ${it.says}`)
  return [...broken, ...list.flatMap((e) => judgeException(e, found))]
}

/** An exception goes when its file keeps the rule, and shrinks with it. */
function judgeException({ rule, file, upTo = 0 }: Exception, found: readonly Violation[]): string[] {
  const sizes = found.filter((it) => it.rule === rule && it.file === file).map((it) => it.size ?? 0)
  const entry = `test/architecture/exceptions.ts: [${rule}] ${file}`
  if (sizes.length === 0) return [`${entry} is not needed any longer: take it out`]
  const most = Math.max(...sizes)
  return most < upTo ? [`${entry} may say ${most} instead of ${upTo}: exceptions only shrink`] : []
}

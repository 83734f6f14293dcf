import { createHash } from 'node:crypto'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { checkPlaybook } from './check-playbook.ts'
import { valueAt } from './describe-issue.ts'
import { findPosition } from './find-position.ts'
import { type Mistake, type Problem, pathText } from './problem.ts'
import { readYaml, type YamlText } from './read-yaml.ts'

export type ParsedPlaybook =
  | { ok: true; playbook: Playbook; warnings: Problem[]; contentHash: string }
  | { ok: false; problems: Problem[] }

const mostProblems = 200

/**
 * Reads a playbook file. Either it can be used, with warnings for a careful eye, or every mistake is told with its
 * line, its column and what was expected there.
 */
export function parsePlaybook(yaml: string): ParsedPlaybook {
  const text = readYaml(yaml)
  const checked = checkPlaybook(text.value)
  const unread = new Set(text.problems.map(placeText))
  const told = checked.mistakes
    .filter((mistake) => text.brokenFromLine === null || valueAt(text.value, mistake.path) !== null)
    .map((mistake) => place(mistake, text))
    .filter((problem) => isSure(problem, text) && !unread.has(placeText(problem)))
  const problems = inOrder([...text.problems, ...told])
  if (!checked.playbook || text.problems.length > 0) return { ok: false, problems: atMost(problems) }
  return {
    ok: true,
    playbook: checked.playbook,
    warnings: problems,
    contentHash: contentHash(checked.playbook),
  }
}

/** The same for the same content, however the file is written, ordered within maps, or commented. */
export function contentHash(playbook: Playbook): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(playbook)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]),
  )
}

function place(mistake: Mistake, text: YamlText): Problem {
  const offset = findPosition(text.places, mistake.path, mistake.at)
  const { severity, code, message } = mistake
  return { severity, code, path: pathText(mistake.path), ...text.locate(offset), message }
}

/** Behind a line that is no YAML nothing can be said for sure, nor that something is missing. */
function isSure(problem: Problem, text: YamlText): boolean {
  if (text.brokenFromLine === null) return true
  return (
    problem.line < text.brokenFromLine &&
    problem.code !== 'missing_key' &&
    problem.code !== 'unknown_reference'
  )
}

function placeText({ line, column }: Problem): string {
  return `${line}:${column}`
}

function inOrder(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column)
}

function atMost(problems: Problem[]): Problem[] {
  const next = problems[mostProblems]
  if (!next) return problems
  const message = `and ${problems.length - mostProblems} more from here on`
  const last: Problem = { ...next, severity: 'error', code: 'too_many_problems', path: '', message }
  return [...problems.slice(0, mostProblems), last]
}

import type { ReactNode } from 'react'
import { fuzzyMatch, type Ranges } from './fuzzy-match.ts'
import type { Icon } from './icon.ts'

export type Command = {
  id: string
  label: string
  /** Set apart at the end: a customer, a status. */
  hint?: ReactNode
  icon?: Icon
  /** Other words it should be found by. */
  keywords?: string
  shortcut?: string
  disabledReason?: string | null
  run: () => void
}

export type CommandSection = { id: string; label: string; commands: readonly Command[] }

export type CommandHit = { command: Command; section: string; ranges: Ranges }

/** The commands that answer a query, in their sections; sections by their best hit. Found ones come as they are. */
export function findCommands(
  query: string,
  sections: readonly CommandSection[],
  found: CommandSection | null,
): CommandHit[] {
  const scored = sections.map((section) => {
    const hits = section.commands.flatMap((command) => {
      const byLabel = fuzzyMatch(query, command.label)
      const match = byLabel ?? fuzzyMatch(query, `${command.label} ${command.keywords ?? ''}`)
      return match
        ? [{ command, section: section.label, ranges: byLabel?.ranges ?? [], score: match.score }]
        : []
    })
    const ordered = query.trim() === '' ? hits : hits.sort((a, b) => b.score - a.score)
    return { hits: ordered, best: Math.max(...ordered.map((hit) => hit.score), -Infinity) }
  })
  const inOrder = query.trim() === '' ? scored : scored.sort((a, b) => b.best - a.best)
  const searched = found?.commands.map((command) => ({ command, section: found.label, ranges: [] })) ?? []
  return [...inOrder.flatMap((section) => section.hits), ...searched]
}

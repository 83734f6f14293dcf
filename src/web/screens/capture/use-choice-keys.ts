import type { BriefItem } from '../../../contract/deals.ts'
import { type Shortcut, useShortcuts } from '../../ui/ShortcutProvider.tsx'

/** Options by their number, yes and no by their letter: a choice in one key, which then goes on. */
export function useChoiceKeys(item: BriefItem, choose: (value: string | boolean) => void): void {
  useShortcuts(keysFor(item, choose))
}

function keysFor(item: BriefItem, choose: (value: string | boolean) => void): Shortcut[] {
  const section = 'Capture'
  if (item.type === 'yes_no') {
    return [
      { keys: 'y', label: 'Yes', section, run: () => choose(true) },
      { keys: 'n', label: 'No', section, run: () => choose(false) },
    ]
  }
  if (item.type !== 'choice') return []
  return item.options.slice(0, 9).map((option, index) => ({
    keys: String(index + 1),
    label: option.label,
    section,
    run: () => choose(option.id),
  }))
}

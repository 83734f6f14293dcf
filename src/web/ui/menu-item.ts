import type { ReactNode } from 'react'
import type { Icon } from './icon.ts'

export type MenuItem =
  | {
      kind: 'action'
      label: string
      icon?: Icon
      hint?: string
      shortcut?: string
      danger?: boolean
      /** Why it cannot be chosen now; shown under its name. */
      disabledReason?: string | null
      onSelect: () => void
    }
  | { kind: 'link'; label: string; icon?: Icon; href: string; onSelect?: () => void }
  | { kind: 'check'; label: string; icon?: Icon; checked: boolean; onChange: (checked: boolean) => void }
  | {
      kind: 'choice'
      label: string
      value: string
      options: readonly { value: string; label: string; icon?: Icon }[]
      onChange: (value: string) => void
    }
  | { kind: 'heading'; label: ReactNode }
  | { kind: 'separator' }

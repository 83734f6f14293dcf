import { Plus } from 'lucide-react'
import { useCallback } from 'react'
import type { FieldProps } from '../../ui/Field.tsx'
import { MultiCombobox } from '../../ui/MultiCombobox.tsx'

export type Word = { value: string; label: string; isNew?: boolean }

type WordsFieldProps = FieldProps & {
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Words in use already. Keep its identity stable. */
  known: readonly Word[]
  /** Lets one type a word nobody has used yet. */
  open?: boolean
  placeholder?: string
}

const keyOf = (word: Word): string => word.value
const labelOf = (word: Word): string => word.label

/** Several short words: territories, skills, tiers. */
export function WordsField({ value, onChange, known, open, ...rest }: WordsFieldProps) {
  const search = useCallback(
    (query: string): Word[] => {
      const text = query.trim()
      const low = text.toLowerCase()
      const found = known.filter(({ label }) => label.toLowerCase().includes(low))
      const isKnown = known.some(({ label }) => label.toLowerCase() === low)
      return open && text !== '' && !isKnown ? [...found, { value: text, label: text, isNew: true }] : found
    },
    [known, open],
  )
  const words = value.map((own) => known.find((word) => word.value === own) ?? { value: own, label: own })
  return (
    <MultiCombobox<Word>
      {...rest}
      search={search}
      value={words}
      onChange={(next) => onChange(next.map(keyOf))}
      keyOf={keyOf}
      labelOf={labelOf}
      render={(word) =>
        word.isNew ? (
          <span className="flex items-center gap-1.5">
            <Plus aria-hidden className="size-3.5 text-faint" /> Add “{word.label}”
          </span>
        ) : (
          word.label
        )
      }
    />
  )
}

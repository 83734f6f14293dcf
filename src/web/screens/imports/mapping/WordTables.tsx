import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { formatCount } from '../../../format.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import type { FileProfile } from '../file-profile.ts'
import { dealTypeWords, stageWords } from '../import-words.ts'

type WordTablesProps = {
  mapping: ImportMapping
  profiles: readonly FileProfile[]
  onChange: (mapping: ImportMapping) => void
}

/** What the stages and types of deals mean, whatever they are called. */
export function WordTables({ mapping, profiles, onChange }: WordTablesProps) {
  const stages = wordsIn(mapping, profiles, ['stage', 'status'])
  const types = wordsIn(mapping, profiles, ['dealType'])
  return (
    <>
      <WordTable
        title="What the stages mean"
        description="A handoff begins where a deal is likely, and opens where it is won. Stages are matched by their value, whatever they are called."
        words={withKnown(stages, mapping.stages)}
        options={stageWords}
        chosen={mapping.stages}
        onChoose={(label, kind) => onChange({ ...mapping, stages: { ...mapping.stages, [label]: kind } })}
      />
      <WordTable
        title="What the deal types mean"
        description="A renewal makes no handoff; an expansion keeps the CSM."
        words={withKnown(types, mapping.dealTypes)}
        options={dealTypeWords}
        chosen={mapping.dealTypes}
        onChoose={(label, type) =>
          onChange({ ...mapping, dealTypes: { ...mapping.dealTypes, [label]: type } })
        }
      />
    </>
  )
}

type Word = { label: string; count: number | null }

type WordTableProps<V extends string> = {
  title: string
  description: string
  words: readonly Word[]
  options: Readonly<Record<V, string>>
  chosen: Readonly<Record<string, V>>
  onChoose: (label: string, value: V) => void
}

function WordTable<V extends string>(props: WordTableProps<V>) {
  const { title, description, words, chosen, onChoose } = props
  const at = useLocale()
  if (words.length === 0) return null
  const known = lowered(chosen)
  const options = optionsOf(props.options)
  return (
    <Section title={title} description={description}>
      <ul className="grid gap-x-12 lg:grid-cols-2">
        {words.map(({ label, count }) => {
          const value = known.get(label.toLowerCase()) ?? null
          return (
            <li
              key={label}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
            >
              <span className="min-w-0 flex-1 basis-32 truncate font-medium">{label}</span>
              {value === null && <Tag tone="warn">Not said yet</Tag>}
              {count !== null && (
                <span className="num text-sm text-muted">{formatCount(at, count, 'row')}</span>
              )}
              <Segmented
                size="sm"
                label={`${label} means`}
                options={options}
                value={value}
                onChange={(next) => onChoose(label, next)}
              />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function optionsOf<V extends string>(words: Readonly<Record<V, string>>): { value: V; label: string }[] {
  const names = Object.keys(words) as V[]
  return names.map((value) => ({ value, label: words[value] }))
}

function lowered<V>(map: Readonly<Record<string, V>>): Map<string, V> {
  return new Map(Object.entries(map).map(([label, value]) => [label.trim().toLowerCase(), value]))
}

/** The values of the columns that fill one of these fields, with how often they occur. */
function wordsIn(
  mapping: ImportMapping,
  profiles: readonly FileProfile[],
  fields: readonly ('stage' | 'status' | 'dealType')[],
): Word[] {
  return mapping.files.flatMap((file) => {
    if (file.kind !== 'deals') return []
    const columns = profiles.find((profile) => profile.file === file.file)?.columns ?? []
    return fields.flatMap((field) => {
      const source = file.fields[field]
      const column =
        source?.from === 'column' ? columns.find((one) => one.column === source.column) : undefined
      return column?.values.map(({ value, count }) => ({ label: value.trim(), count })) ?? []
    })
  })
}

/** Words only the mapping knows come last: the ten most frequent of a column are shown with their counts. */
function withKnown(found: readonly Word[], known: Readonly<Record<string, unknown>>): Word[] {
  const unique = [...new Map(found.map((word) => [word.label.toLowerCase(), word])).values()]
  const seen = new Set(unique.map((word) => word.label.toLowerCase()))
  const rest = found.length === 0 ? [] : Object.keys(known).filter((label) => !seen.has(label.toLowerCase()))
  return [...unique, ...rest.map((label) => ({ label, count: null }))]
}

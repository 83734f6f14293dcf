import { useQuery } from '@tanstack/react-query'
import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { read } from '../../../queries.ts'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { missingWords } from '../import-words.ts'

type WholeMappingProps = { mapping: ImportMapping; onChange: (mapping: ImportMapping) => void }

const missing = [
  { value: 'create', label: missingWords.create },
  { value: 'leave_empty', label: missingWords.leave_empty },
  { value: 'set_aside', label: missingWords.set_aside },
] as const

const nouns = [
  { noun: 'account', label: 'Account nobody knows' },
  { noun: 'member', label: 'Person nobody knows' },
  { noun: 'product', label: 'Product nobody knows' },
] as const

// No name of a connection: those are one line.
const ofTheirOwn = '\n'

/** What holds for all files: whose records they are, zone, currency, and what happens to a name nobody knows. */
export function WholeMapping({ mapping, onChange }: WholeMappingProps) {
  return (
    <Section title="For all files">
      <div className="grid grid-cols-1 gap-4 pt-2 sm:grid-cols-2 lg:grid-cols-3">
        <SourceSelect mapping={mapping} onChange={onChange} />
        <TextField
          label="Time zone"
          value={mapping.zone}
          onChange={(zone) => onChange({ ...mapping, zone })}
        />
        <TextField
          label="Currency"
          maxLength={3}
          value={mapping.currency}
          onChange={(currency) => onChange({ ...mapping, currency: currency.toUpperCase() })}
        />
        {nouns.map(({ noun, label }) => (
          <Select
            key={noun}
            label={label}
            options={missing}
            value={mapping.missing[noun]}
            onChange={(value) => onChange({ ...mapping, missing: { ...mapping.missing, [noun]: value } })}
          />
        ))}
      </div>
    </Section>
  )
}

/** Whether these are the deals of a system that also sends its events, which then go on with them. */
function SourceSelect({ mapping: { source, ...rest }, onChange }: WholeMappingProps) {
  const { data } = useQuery(read('connection.list', {}))
  const names = (data?.items ?? []).flatMap((it) => (it.kind === 'webhook' ? [it.name] : []))
  if (source !== undefined && !names.includes(source)) names.push(source)
  if (names.length === 0) return null
  return (
    <Select
      label="Whose deals these are"
      options={[
        { value: ofTheirOwn, label: 'These files alone' },
        ...names.map((name) => ({ value: name, label: name })),
      ]}
      value={source ?? ofTheirOwn}
      onChange={(name) => onChange(name === ofTheirOwn ? rest : { ...rest, source: name })}
    />
  )
}

import { Section } from '../../../ui/Section.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { FieldProblem } from './MappingTab.tsx'
import {
  fieldGroups,
  isPlain,
  type MappingField,
  partAt,
  pathOf,
  specialWords,
  withPart,
  withPath,
} from './mapping-fields.ts'

type Mapping = Readonly<Record<string, unknown>>

type MappingFormProps = {
  mapping: Mapping
  problems: readonly FieldProblem[]
  onChange: (mapping: Record<string, unknown>) => void
}

/** Where each thing stands in the body, line by line. */
export function MappingForm({ mapping, problems, onChange }: MappingFormProps) {
  return (
    <Section
      title="Where things stand in the body"
      description="Paths such as data.deal.amount or contacts[0].email. What is left empty changes nothing. Further fields, answers, translated words and rules for what must be there are edited as JSON."
    >
      <div className="flex flex-col gap-6 pt-3">
        {fieldGroups.map((group) => (
          <fieldset key={group.title} className="min-w-0">
            <legend className="mb-1 text-sm font-medium text-muted">{group.title}</legend>
            <ul className="divide-y divide-line border-t border-line">
              {group.fields.map((field) => (
                <Line
                  key={field.at}
                  {...{ field, mapping, onChange }}
                  error={problemAt(problems, field.at)}
                />
              ))}
            </ul>
          </fieldset>
        ))}
      </div>
    </Section>
  )
}

function problemAt(problems: readonly FieldProblem[], at: string): string | null {
  const own = `config.mapping.${at}`
  return problems.find(({ path }) => path === own || path.startsWith(`${own}.`))?.message ?? null
}

type LineProps = {
  field: MappingField
  mapping: Mapping
  error: string | null
  onChange: (mapping: Record<string, unknown>) => void
}

const look = '[&_input]:font-mono [&_input]:text-sm'

function Line({ field, mapping, error, onChange }: LineProps) {
  const part = partAt(mapping, field.at)
  const path = pathOf(part)
  const special = specialWords(part)
  return (
    <li className="grid grid-cols-1 items-center gap-x-3 gap-y-1 py-1 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <span aria-hidden className="max-sm:text-sm max-sm:text-muted">
        {field.label}
      </span>
      <div className="flex min-w-0 flex-wrap items-start gap-2">
        {path === null ? (
          <p className="py-1.5 text-muted">{special ?? 'Said in JSON'}</p>
        ) : (
          <TextField
            label={field.label}
            hideLabel
            placeholder={field.at === 'items' ? 'One item in each call' : 'Not sent'}
            spellCheck={false}
            autoCapitalize="off"
            className={`min-w-40 flex-1 ${look}`}
            value={path}
            onChange={(next) => onChange(withPart(mapping, field.at, withPath(part, next, field.kind)))}
            error={error}
          />
        )}
        <Extras {...{ field, part, mapping, onChange }} />
        {path !== null && special && <p className="basis-full text-sm text-muted">{special}</p>}
      </div>
    </li>
  )
}

const choices = {
  time: {
    key: 'form',
    options: {
      iso: 'ISO with zone',
      day: 'Day',
      local: 'Local time',
      unix_s: 'Seconds',
      unix_ms: 'Milliseconds',
    },
  },
  day: {
    key: 'form',
    options: { day: 'Day', iso: 'ISO with zone', unix_s: 'Seconds', unix_ms: 'Milliseconds' },
  },
  money: { key: 'unit', options: { major: '12.50', minor: 'Cents, 1250' } },
  probability: { key: 'unit', options: { percent: 'Percent, 90', fraction: 'Fraction, 0.9' } },
} as const

/** What else is to be said of a time, an amount or a probability. */
function Extras({ field, part, mapping, onChange }: Omit<LineProps, 'error'> & { part: unknown }) {
  if (part === undefined || field.kind === 'text' || field.kind === 'list') return null
  const { key, options } = choices[field.kind]
  const whole = isPlain(part) ? part : { path: part }
  const value = typeof whole[key] === 'string' ? whole[key] : Object.keys(options)[0]
  const set = (change: Record<string, unknown>) =>
    onChange(withPart(mapping, field.at, { ...whole, ...change }))
  const { currency } = whole
  const constant = isPlain(currency) && typeof currency['constant'] === 'string' ? currency['constant'] : null
  return (
    <>
      {field.kind === 'money' && (
        <TextField
          hideLabel
          label={`Currency of ${field.label}: a path, or three letters`}
          placeholder="Path or EUR"
          className={`w-40 ${look}`}
          value={constant ?? (typeof currency === 'string' ? currency : '')}
          onChange={(next) => set({ currency: /^[A-Z]{3}$/.test(next) ? { constant: next } : next })}
        />
      )}
      <select
        aria-label={`How ${field.label} is written`}
        className="h-8 rounded-md border border-control bg-canvas px-2 text-ink phone:text-[16px]"
        value={value}
        onChange={(event) => set({ [key]: event.target.value })}
      >
        {Object.entries(options).map(([own, label]) => (
          <option key={own} value={own}>
            {label}
          </option>
        ))}
      </select>
    </>
  )
}

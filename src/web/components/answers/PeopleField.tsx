import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { Person } from '../../../core/deal/answer.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import type { FieldProps } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ListFrame } from './ListFrame.tsx'

type PeopleFieldProps = FieldProps & {
  value: readonly Person[]
  onChange: (value: Person[]) => void
  autoFocus?: boolean
}

const nobody: Person = { name: '' }
const most = 100

/** People of the customer: who they are, how to reach them, how they feel about it. */
export function PeopleField({ value, onChange, autoFocus, ...frame }: PeopleFieldProps) {
  const people = value.length === 0 ? [nobody] : value
  const put = (index: number, person: Person): void =>
    onChange(people.map((one, at) => (at === index ? person : one)))
  return (
    <ListFrame {...frame}>
      <ul className="flex flex-col gap-2">
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: people have no id before they are stored
          <li key={index} className="rounded-lg border border-line bg-sunken p-3">
            <PersonFields
              person={person}
              number={people.length > 1 ? index + 1 : null}
              autoFocus={autoFocus && index === 0}
              onChange={(next) => put(index, next)}
              onRemove={value.length > 0 ? () => onChange(people.filter((_, at) => at !== index)) : undefined}
            />
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        variant="ghost"
        icon={Plus}
        className="mt-1 -ml-1 self-start"
        disabledReason={people.length >= most ? `No more than ${most} people` : null}
        onClick={() => onChange([...people, nobody])}
      >
        Add a person
      </Button>
    </ListFrame>
  )
}

type PersonFieldsProps = {
  person: Person
  number: number | null
  autoFocus?: boolean
  onChange: (person: Person) => void
  onRemove?: () => void
}

function PersonFields({ person, number, autoFocus, onChange, onRemove }: PersonFieldsProps) {
  const feelings = useId()
  const set = (key: keyof Person) => (text: string) => onChange({ ...person, [key]: text })
  const of = number === null ? '' : ` of person ${number}`
  const field = (key: 'title' | 'email' | 'phone' | 'role', label: string, more = {}) => (
    <TextField label={label} value={person[key] ?? ''} onChange={set(key)} autoComplete="off" {...more} />
  )
  return (
    <div className="grid gap-x-3 gap-y-2 sm:grid-cols-2">
      <div className="flex items-end gap-2 sm:col-span-2">
        <TextField
          className="flex-1"
          label="Name"
          aria-label={`Name${of}`}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: asked for by whoever opened it by a press
          autoFocus={autoFocus}
          value={person.name}
          onChange={set('name')}
        />
        {onRemove && (
          <IconButton icon={X} label={`Remove ${person.name || 'this person'}`} onClick={onRemove} />
        )}
      </div>
      {field('title', 'Job title')}
      {field('role', 'Part they play', { placeholder: 'Decides, uses it daily…' })}
      {field('email', 'E-mail', { type: 'email', inputMode: 'email' })}
      {field('phone', 'Phone', { type: 'tel', inputMode: 'tel' })}
      <TextField
        label="How they feel about it"
        list={feelings}
        autoComplete="off"
        value={person.sentiment ?? ''}
        onChange={set('sentiment')}
      />
      <datalist id={feelings}>
        {['Enthusiastic', 'Supportive', 'Neutral', 'Sceptical', 'Against'].map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      <Checkbox
        className="self-end pb-1.5"
        label="Stays involved after the signature"
        checked={person.stays ?? false}
        onChange={(stays) => onChange({ ...person, stays })}
      />
      <TextArea
        className="sm:col-span-2"
        label="Worth knowing"
        rows={1}
        value={person.note ?? ''}
        onChange={set('note')}
      />
    </div>
  )
}

import { UserRound } from 'lucide-react'
import { Avatar } from './Avatar.tsx'
import { Combobox, type ComboboxProps } from './Combobox.tsx'
import { MultiCombobox, type MultiComboboxProps } from './MultiCombobox.tsx'
import { type Person, PersonChip } from './PersonChip.tsx'

type Known = 'keyOf' | 'labelOf' | 'render' | 'lead' | 'chipLead'

const keyOf = (person: Person): string => person.id
const labelOf = (person: Person): string => person.name
const render = (person: Person) => <PersonChip person={person} withHint />

/** One person, found by name. */
export function PersonPicker(props: Omit<ComboboxProps<Person>, Known>) {
  const lead = props.value ? <Avatar name={props.value.name} /> : <UserRound aria-hidden className="size-4" />
  return (
    <Combobox<Person>
      placeholder="Name or e-mail"
      {...props}
      keyOf={keyOf}
      labelOf={labelOf}
      render={render}
      lead={lead}
    />
  )
}

/** Several people. */
export function PeoplePicker(props: Omit<MultiComboboxProps<Person>, Known>) {
  return (
    <MultiCombobox<Person>
      placeholder="Names or e-mails"
      {...props}
      keyOf={keyOf}
      labelOf={labelOf}
      render={render}
      chipLead={(person) => <Avatar name={person.name} />}
    />
  )
}

import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import type { Person } from '../../../core/deal/answer.ts'
import { peopleIn } from '../../components/answers/answer-draft.ts'

export type CustomerPerson = {
  key: string
  name: string
  title: string | null
  email: string | null
  phone: string | null
  sentiment: string | null
  stays: boolean
  note: string | null
  /** The answers that name them: "Champion", "Who pays". */
  parts: string[]
}

type Contact = Handoff['contacts'][number]

/** The customer's people from answers and contacts, each once; what a later mention knows more is added. */
export function customerPeople(contacts: readonly Contact[], brief: Brief | null): CustomerPerson[] {
  const named = (brief?.items ?? [])
    .filter(({ type }) => type === 'person_list')
    .flatMap((item) => peopleIn(item.answer?.value ?? null).map((person) => fromAnswer(person, item.label)))
  const people: CustomerPerson[] = []
  for (const person of [...named, ...contacts.map(fromContact)]) {
    const known = people.findIndex((one) => isSame(one, person))
    const before = people[known]
    if (before === undefined) people.push(person)
    else people[known] = merged(before, person)
  }
  return people
}

function fromAnswer(person: Person, part: string): CustomerPerson {
  return {
    key: `${person.email ?? ''}|${person.name}`,
    name: person.name,
    title: person.title ?? person.role ?? null,
    email: person.email ?? null,
    phone: person.phone ?? null,
    sentiment: person.sentiment ?? null,
    stays: person.stays ?? false,
    note: person.note ?? null,
    parts: [part],
  }
}

function fromContact({ id, name, title, role, email, phone }: Contact): CustomerPerson {
  return {
    key: id,
    name,
    title: title ?? role,
    email,
    phone,
    sentiment: null,
    stays: false,
    note: null,
    parts: [],
  }
}

function isSame(a: CustomerPerson, b: CustomerPerson): boolean {
  const sameMail = a.email !== null && a.email.toLowerCase() === b.email?.toLowerCase()
  return sameMail || a.name.trim().toLowerCase() === b.name.trim().toLowerCase()
}

function merged(a: CustomerPerson, b: CustomerPerson): CustomerPerson {
  return {
    ...a,
    title: a.title ?? b.title,
    email: a.email ?? b.email,
    phone: a.phone ?? b.phone,
    sentiment: a.sentiment ?? b.sentiment,
    stays: a.stays || b.stays,
    note:
      a.note === null || b.note === null || a.note === b.note ? (a.note ?? b.note) : `${a.note}\n${b.note}`,
    parts: [...new Set([...a.parts, ...b.parts])],
  }
}

import { BookUser, Mail, Phone } from 'lucide-react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { type CustomerPerson, customerPeople } from './customer-people.ts'

/** Who is who at the customer: each person once, with every part they play. */
export function PeopleTab({ handoff, brief }: { handoff: Handoff; brief: Brief | null }) {
  const people = customerPeople(handoff.contacts, brief)
  const named = people.filter(({ parts }) => parts.length > 0)
  const others = people.filter(({ parts }) => parts.length === 0)
  if (people.length === 0) {
    return (
      <EmptyState icon={BookUser} title="Nobody is named yet">
        People appear here from the brief (champion, who decided, who pays) and from the contacts of the CRM.
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-8 p-4 sm:px-6">
      {named.length > 0 && (
        <Section title="Named in the brief" meta={named.length}>
          <Cards people={named} />
        </Section>
      )}
      {others.length > 0 && (
        <Section
          title="Further contacts"
          meta={others.length}
          description="Known to the CRM, not named in any answer."
        >
          <Cards people={others} />
        </Section>
      )}
    </div>
  )
}

function Cards({ people }: { people: readonly CustomerPerson[] }) {
  return (
    <ul className="grid gap-x-8 sm:grid-cols-2">
      {people.map((person) => (
        <li key={person.key} className="flex gap-3 border-b border-line py-3">
          <Avatar name={person.name} size="lg" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium">{person.name}</span>
              {person.sentiment && <Tag>{person.sentiment}</Tag>}
              {person.stays && <Tag tone="ok">Stays involved</Tag>}
            </p>
            {person.title && <p className="text-muted">{person.title}</p>}
            {person.parts.length > 0 && <p className="text-sm text-muted">{person.parts.join(' · ')}</p>}
            <p className="mt-0.5 flex flex-wrap gap-x-4 text-sm">
              {person.email && (
                <a
                  className="inline-flex min-w-0 items-center gap-1 text-accent-ink hover:underline"
                  href={`mailto:${person.email}`}
                >
                  <Mail aria-hidden className="size-3.5 shrink-0" />
                  <span className="truncate">{person.email}</span>
                </a>
              )}
              {person.phone && (
                <a
                  className="inline-flex items-center gap-1 text-accent-ink hover:underline"
                  href={`tel:${person.phone.replace(/[^\d+]/g, '')}`}
                >
                  <Phone aria-hidden className="size-3.5 shrink-0" />
                  {person.phone}
                </a>
              )}
              {!person.email && !person.phone && <span className="text-warn-ink">No way to reach them</span>}
            </p>
            {person.note && <p className="mt-1 text-pretty text-muted">{person.note}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

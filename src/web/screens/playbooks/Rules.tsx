import { AppLink } from '../../components/AppLink.tsx'
import { formatDay } from '../../format.ts'
import { paths } from '../../paths.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tag } from '../../ui/Tag.tsx'
import {
  type Document,
  roleTitle,
  rungTargets,
  rungWhen,
  type ShownPlaybook,
  weekWords,
} from './playbook-words.ts'
import { TabBody } from './TabBody.tsx'

const matchWords = {
  territory: 'territory',
  size: 'size',
  industry: 'industry',
  language: 'language',
  skill: 'product skill',
} as const

/** What happens when a step is late, who receives a customer, and when people work. */
export function Rules({ playbook }: { playbook: ShownPlaybook }) {
  const { document } = playbook
  return (
    <TabBody>
      <div className="grid gap-x-12 gap-y-9 lg:grid-cols-2">
        <Ladder document={document} />
        <Routing playbook={playbook} />
      </div>
      <Section
        title="Working hours"
        description={
          <>
            What a new workspace begins with. Those in use, and whose they are, stand in{' '}
            <AppLink className="underline" to={paths.settings('calendars')}>
              Settings, Calendars
            </AppLink>
            .
          </>
        }
      >
        <ul className="grid gap-4 pt-2 md:grid-cols-2 xl:grid-cols-3">
          {document.calendars.map((calendar) => (
            <Hours key={calendar.id} calendar={calendar} />
          ))}
        </ul>
      </Section>
    </TabBody>
  )
}

function Ladder({ document }: { document: Document }) {
  const digest = document.tiers.filter((tier) => tier.digest_only).map((tier) => tier.title)
  return (
    <Section
      title="When a step is late"
      description="Late steps of one handoff with one cause are one escalation."
    >
      <ol className="pt-2">
        {document.escalation.map((rung, index) => (
          <li key={rung.id} className="relative flex gap-3 pb-4 last:pb-0">
            {index < document.escalation.length - 1 && (
              <span aria-hidden className="absolute top-6 bottom-0 left-2.5 w-px bg-line-strong" />
            )}
            <span
              aria-hidden
              className="num z-1 flex size-5.5 shrink-0 items-center justify-center rounded-full border border-line-strong bg-canvas text-xs font-medium text-muted"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="pt-0.5">
                <span className="num font-medium">{rungWhen(rung)}</span>{' '}
                <span className="text-muted">to {lower(rungTargets[rung.to])}</span>
              </p>
              <p className="mt-0.5 flex flex-wrap gap-1.5">
                {rung.tiers && (
                  <Tag>
                    Only{' '}
                    {rung.tiers
                      .map((id) => document.tiers.find((tier) => tier.id === id)?.title ?? id)
                      .join(', ')}
                  </Tag>
                )}
                {rung.digest && <Tag>In one digest a day</Tag>}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {digest.length > 0 && (
        <p className="mt-4 text-muted">
          {digest.join(' and ')}: the manager hears of it in the daily digest, nobody above.
        </p>
      )}
    </Section>
  )
}

function Routing({ playbook }: { playbook: ShownPlaybook }) {
  const { document, explained } = playbook
  return (
    <Section
      title="Who receives the customer"
      description="The CSM an account already has keeps it. Otherwise the first rule that somebody covers decides; among those, room within the limit, then the least loaded."
    >
      <ol className="pt-2">
        {document.routing.rules.map((rule, index) => {
          const when = explained[`routing.rules[${index}].when`]
          return (
            <li key={rule.id} className="flex gap-3 border-b border-line py-2">
              <span className="num w-4 shrink-0 text-muted">{index + 1}</span>
              <div className="min-w-0">
                <p className="font-medium">{rule.title}</p>
                <p className="text-muted">
                  {when && <>When {when}: </>}
                  {rule.match.length === 0
                    ? 'any CSM'
                    : `a CSM who covers ${rule.match.map((key) => matchWords[key]).join(', ')}`}
                </p>
              </div>
            </li>
          )
        })}
        <li className="flex gap-3 py-2">
          <span aria-hidden className="w-4 shrink-0 text-muted">
            –
          </span>
          <p>
            Otherwise <span className="font-medium">{roleTitle(document, document.routing.otherwise)}</span>
          </p>
        </li>
      </ol>
    </Section>
  )
}

function Hours({ calendar }: { calendar: Document['calendars'][number] }) {
  const at = useLocale()
  const { holidays } = calendar
  const own = [
    ...Object.entries(calendar.special ?? {}).map(([day, hours]) => ({
      day,
      text: hours.map((span) => span.replace('-', '–')).join(', ') || 'closed',
    })),
    ...(calendar.closed ?? []).map((day) => ({ day, text: 'closed' })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1))
  return (
    <li className="rounded-lg border border-line p-4">
      <h3 className="font-medium">{calendar.title}</h3>
      <p className="text-muted">
        {calendar.zone.replaceAll('_', ' ')}
        {holidays && ` · public holidays of ${[holidays.country, holidays.region].filter(Boolean).join('-')}`}
      </p>
      <dl className="num mt-2 grid grid-cols-[5.5rem_1fr] gap-y-0.5">
        {weekWords(calendar.week).map(({ days, hours }) => (
          <div key={days} className="contents">
            <dt className="text-muted">{days}</dt>
            <dd>{hours}</dd>
          </div>
        ))}
        {own.map(({ day, text }) => (
          <div key={day} className="contents">
            <dt className="text-muted">{formatDay(at, day).replace(/,? \d{4}$/, '')}</dt>
            <dd>
              {text} <span className="text-faint">({day.slice(0, 4)})</span>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function lower(words: string): string {
  return words.startsWith('The ') ? `the ${words.slice(4)}` : words
}

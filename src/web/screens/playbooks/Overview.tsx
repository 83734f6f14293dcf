import { tiersByWeight } from '../../../core/playbook/tiers-by-weight.ts'
import { DefinitionList } from '../../ui/DefinitionList.tsx'
import { Section } from '../../ui/Section.tsx'
import { ClockTable } from './ClockTable.tsx'
import { type Document, durationWords, type ShownPlaybook } from './playbook-words.ts'
import { TabBody } from './TabBody.tsx'
import { TierCard } from './TierCard.tsx'

const triggerTerms = [
  { name: 'applies', term: 'A deal makes a handoff when' },
  { name: 'prepares', term: 'It is prepared when' },
  { name: 'won', term: 'It opens as won when' },
  { name: 'signed', term: 'It opens as signed when' },
] as const

/** What starts a handoff, how much process each tier gets, and by when things happen. */
export function Overview({ playbook }: { playbook: ShownPlaybook }) {
  const { document, loads, explained } = playbook
  const tiers = tiersByWeight(document.tiers)
  const order = document.tiers.map((tier) => tier.title)
  const fallback = document.tiers.find((tier) => tier.id === document.default_tier)
  return (
    <TabBody>
      <Section
        title="How much process a deal deserves"
        description={`Asked in this order: ${order.join(', then ')}. A deal for which none holds is ${fallback?.title ?? document.default_tier}.`}
      >
        <ul className="grid grid-cols-1 gap-4 pt-2 sm:grid-cols-2 xl:grid-cols-4">
          {tiers.map((tier) => (
            <TierCard
              key={tier.id}
              tier={tier}
              when={explained[`tiers[${document.tiers.indexOf(tier)}].when`] ?? ''}
              load={loads.find((load) => load.tier === tier.id)}
              isDefault={tier.id === document.default_tier}
            />
          ))}
        </ul>
      </Section>
      <Section
        title="By when"
        description="d and h are days and hours of the owner’s business time: Friday 17:00 plus 1d is Monday 17:00. Days written out simply pass."
      >
        <ClockTable document={document} tiers={tiers} />
      </Section>
      <div className="grid gap-9 lg:grid-cols-2">
        <Section title="What starts it" description="The earlier of won and signed opens the handoff.">
          <DefinitionList
            lined
            termWidth="11rem"
            items={[
              ...triggerTerms.map(({ name, term }) => ({
                term,
                value: sentence(explained[`triggers.${name}`]),
              })),
              { term: 'It counts as complex when', value: sentence(explained['complexity_high']) },
            ]}
          />
        </Section>
        <Section title="What may be left open" description="So that nobody has to invent an answer.">
          <DefinitionList lined termWidth="11rem" items={limits(document)} />
        </Section>
      </div>
      {document.exceptions && document.exceptions.length > 0 && (
        <Section title="Exceptions" description="For people: what a colleague has to decide.">
          <dl className="grid gap-x-10 gap-y-5 pt-2 md:grid-cols-2">
            {document.exceptions.map(({ title, text }) => (
              <div key={title}>
                <dt className="font-medium">{title}</dt>
                <dd className="mt-0.5 text-pretty text-muted">{text}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </TabBody>
  )
}

function limits(document: Document) {
  return [
    {
      term: '“Unknown until”',
      value: `At most ${durationWords(document.unknown.within)} after the signature, and ${document.unknown.per_deal} per deal`,
    },
    {
      term: 'Closed with gaps',
      value: `What is missing falls due ${durationWords(document.closed_dirty_due)} later`,
    },
    {
      term: 'Signature known late',
      value: `Nothing falls due or escalates sooner than ${durationWords(document.grace)} from then`,
    },
  ]
}

function sentence(words: string | undefined): string {
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : 'Never'
}

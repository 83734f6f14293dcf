import { CalendarCheck, Plus } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { CountdownPill } from '../ui/CountdownPill.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LevelTag } from '../ui/LevelTag.tsx'
import { ListRow } from '../ui/ListRow.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { PersonChip } from '../ui/PersonChip.tsx'
import { Section } from '../ui/Section.tsx'
import { StatusDot } from '../ui/StatusDot.tsx'
import { toast } from '../ui/toast-store.ts'
import { makeDeal } from './samples.ts'

const now = Date.now()
const deals = Array.from({ length: 24 }, (_, index) => makeDeal(index + 3, now))
const late = deals.filter((deal) => deal.clock === 'late').slice(0, 3)
const due = deals.filter((deal) => deal.clock === 'on_track' || deal.clock === 'at_risk').slice(0, 6)
const what = [
  'Give your verdict',
  'First touch',
  'Answer 2 questions',
  'Hold the internal meeting',
  'Send the introduction',
  'Plan the first 30 days',
]

function Row({ deal, task }: { deal: (typeof deals)[number]; task: string }) {
  return (
    <ListRow
      lead={<StatusDot bare label={deal.status.label} shape={deal.status.shape} tone={deal.status.tone} />}
      title={task}
      detail={deal.customer}
      renderTitle={(link) => <a href="#handoff" {...link} />}
      trailing={
        <>
          <span className="phone:hidden">
            <LevelTag label={deal.tier.label} level={deal.tier.level} bare />
          </span>
          <span className="w-32 phone:hidden">
            <PersonChip person={deal.ae} />
          </span>
          <span className="flex justify-end sm:w-28">
            <CountdownPill state={deal.clock} at={deal.due} what={task} ownerZone="America/New_York" />
          </span>
          <Button
            size="sm"
            className="phone:hidden"
            onClick={() =>
              toast({ title: `${task}: done`, description: deal.customer, tone: 'ok', undo: () => {} })
            }
          >
            Done
          </Button>
        </>
      }
    />
  )
}

export function TodayPage() {
  return (
    <Page
      header={
        <PageHeader
          title="Today"
          meta={<span>Friday, 20 November</span>}
          actions={
            <Button variant="primary" size="sm" icon={Plus}>
              New handoff
            </Button>
          }
        />
      }
    >
      <Section title="Late" meta={late.length}>
        <ul>
          {late.map((deal, index) => (
            <Row key={deal.id} deal={deal} task={what[index] ?? ''} />
          ))}
        </ul>
      </Section>
      <Section title="Due next" meta={due.length}>
        <ul>
          {due.map((deal, index) => (
            <Row key={deal.id} deal={deal} task={what[index % what.length] ?? ''} />
          ))}
        </ul>
      </Section>
      <Section title="Questions to you" meta={0}>
        <EmptyState small icon={CalendarCheck} title="No open questions">
          Sales has answered everything you asked.
        </EmptyState>
      </Section>
    </Page>
  )
}

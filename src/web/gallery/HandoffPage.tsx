import { ArrowRight, Check, Ellipsis, FileText, Mail, Printer, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatMoney } from '../format.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Banner } from '../ui/Banner.tsx'
import { BarList } from '../ui/BarList.tsx'
import { Button } from '../ui/Button.tsx'
import { ConflictPanel } from '../ui/ConflictPanel.tsx'
import { CountdownPill } from '../ui/CountdownPill.tsx'
import { DefinitionList } from '../ui/DefinitionList.tsx'
import { useLocale } from '../ui/FormatContext.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { InlineEdit } from '../ui/InlineEdit.tsx'
import { LevelTag } from '../ui/LevelTag.tsx'
import { Menu } from '../ui/Menu.tsx'
import { MeterRing } from '../ui/MeterRing.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { PersonChip } from '../ui/PersonChip.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Section } from '../ui/Section.tsx'
import { SplitView } from '../ui/SplitView.tsx'
import { StatusDot } from '../ui/StatusDot.tsx'
import { idle, type SaveState } from '../ui/save-state.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Timeline } from '../ui/Timeline.tsx'
import { toast } from '../ui/toast-store.ts'
import { people } from './samples.ts'

const now = Date.now()
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString()

function Answer({
  label,
  start,
  source,
  missing,
}: {
  label: string
  start: string
  source?: string
  missing?: boolean
}) {
  const [value, setValue] = useState(start)
  const [state, setState] = useState<SaveState>(idle)
  const commit = (next: string) => {
    setValue(next)
    setState({ kind: 'saving' })
    setTimeout(() => setState({ kind: 'saved' }), 600)
  }
  return (
    <div className="grid gap-x-6 border-b border-line py-2.5 last:border-0 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="pt-1">
        <h3 className="font-medium">{label}</h3>
        <p className="text-sm text-faint">
          {missing ? <span className="text-warn-ink">Required, missing</span> : source}
        </p>
      </div>
      <InlineEdit
        label={label}
        value={value}
        onCommit={commit}
        state={state}
        multiline
        placeholder="Add what the customer said"
      />
    </div>
  )
}

function Brief() {
  const [conflict, setConflict] = useState(true)
  return (
    <div className="flex flex-col gap-6 p-4 sm:px-6">
      <Section title="Why they bought" meta="3 of 4 given">
        <Answer
          label="Goal"
          start="Cut time from order to dispatch from 9 to 4 hours in all three warehouses by the end of June, measured on the dashboard that Ines showed in the demo."
          source="Discovery call, 12 Oct"
        />
        <Answer
          label="Reason to buy now"
          start="Peak season starts in August; last year they paid 180,000 in penalties."
          source="Proposal v3"
        />
        <Answer label="Success criterion" start="" missing />
        {conflict && (
          <ConflictPanel
            label="Budget holder"
            mine="Anna Vik, COO. Signs off above 50k."
            theirs="Anna Vik (COO) together with Per Holm (CFO) since the October reorganisation."
            by="Tobias Lund"
            at={ago(0.2)}
            onKeepMine={() => setConflict(false)}
            onTakeTheirs={() => setConflict(false)}
          />
        )}
      </Section>
      <Section
        title="What was promised"
        meta="2"
        description="Every promise is a row with an owner, a verdict on feasibility and a fate."
      >
        <Answer
          label="SSO in the first week"
          start="Delivery has approved; needs the customer’s IdP metadata."
          source="Mail of 3 Nov"
        />
        <Answer
          label="Import of 4 years of orders"
          start="CSV only. The old ERP has no API."
          source="Typed by Tobias Lund"
        />
      </Section>
    </div>
  )
}

function Facts() {
  const at = useLocale()
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center gap-4">
        <MeterRing size="lg" label="Completeness" value={0.83} />
        <div>
          <p className="font-medium">10 of 12 given</p>
          <p className="text-sm text-muted">1 excused until 27 Nov</p>
        </div>
      </div>
      <DefinitionList
        termWidth="6.5rem"
        items={[
          { term: 'Status', value: <StatusDot label="Submitted" shape="half" tone="warn" /> },
          { term: 'Tier', value: <LevelTag label="Enterprise" level={3} /> },
          {
            term: 'Annual value',
            value: <span className="num">{formatMoney(at, { minor: 18_450_000, currency: 'EUR' })}</span>,
          },
          { term: 'AE', value: <PersonChip person={people[1] ?? null} /> },
          { term: 'CSM', value: <PersonChip person={people[0] ?? null} /> },
          { term: 'Signed', value: <RelativeTime at={ago(30)} ownerZone="America/New_York" /> },
          {
            term: 'Verdict',
            value: (
              <CountdownPill
                state="at_risk"
                what="Verdict"
                at={new Date(now + 3_700_000).toISOString()}
                ownerZone="Asia/Tokyo"
              />
            ),
          },
          { term: 'First touch', value: <CountdownPill state="late" what="First touch" at={ago(2.2)} /> },
          {
            term: 'Kickoff',
            value: (
              <CountdownPill
                state="on_track"
                what="Kickoff"
                at={new Date(now + 4 * 86_400_000).toISOString()}
              />
            ),
          },
        ]}
      />
      <Section title="Quality" meta="74">
        <BarList
          label="Quality by part"
          max={100}
          bars={[
            { id: 'g', label: 'Goals', value: 92, text: '92', tone: 'ok' },
            { id: 's', label: 'Stakeholders', value: 70, text: '70' },
            { id: 'p', label: 'Promises', value: 48, text: '48', tone: 'warn' },
          ]}
        />
      </Section>
    </div>
  )
}

const events = [
  {
    id: '1',
    at: ago(0.4),
    actor: 'Tobias Lund',
    text: 'submitted the handoff',
    icon: ArrowRight,
    tone: 'accent' as const,
  },
  {
    id: '2',
    at: ago(5),
    actor: 'Tobias Lund',
    text: 'answered Goal',
    body: (
      <p className="rounded-md bg-sunken px-3 py-2">Cut time from order to dispatch from 9 to 4 hours.</p>
    ),
  },
  {
    id: '3',
    at: ago(26),
    actor: null,
    text: 'Throughline named Ines Marchetti as CSM: keeps the account, 6 of 12 accounts',
  },
  {
    id: '4',
    at: ago(30),
    actor: 'Mei Tanaka',
    text: 'recorded the signature',
    icon: Check,
    tone: 'ok' as const,
  },
]

export function HandoffPage() {
  const [tab, setTab] = useState<'brief' | 'people' | 'steps' | 'timeline'>('brief')
  const returned = () =>
    toast({ title: 'Returned with 2 gaps', description: 'Tobias Lund has been told.', undo: () => {} })
  return (
    <Page
      width="full"
      header={
        <PageHeader
          crumbs={<a href="#pipeline">Pipeline</a>}
          title="Halden Logistics"
          meta={<Tag tone="warn">Waiting for your verdict</Tag>}
          actions={
            <>
              <span className="mr-2 flex -space-x-1 phone:hidden">
                <Avatar name="Tobias Lund" size="md" />
                <Avatar name="Mei Tanaka" size="md" />
                <span className="sr-only">Tobias Lund and Mei Tanaka are here</span>
              </span>
              <Menu
                label="More"
                align="end"
                trigger={<IconButton icon={Ellipsis} label="More" />}
                items={[
                  {
                    kind: 'action',
                    label: 'Print',
                    icon: Printer,
                    shortcut: 'mod+p',
                    onSelect: () => print(),
                  },
                  { kind: 'action', label: 'Export as document', icon: FileText, onSelect: () => {} },
                  { kind: 'separator' },
                  {
                    kind: 'action',
                    label: 'Put on hold',
                    disabledReason: 'Only RevOps may do this',
                    onSelect: () => {},
                  },
                  { kind: 'action', label: 'Cancel handoff', danger: true, onSelect: () => {} },
                ]}
              />
              <Button size="sm" icon={Undo2} onClick={returned}>
                Return
              </Button>
              <Button
                size="sm"
                variant="primary"
                icon={Check}
                onClick={() => toast({ title: 'Accepted', tone: 'ok', undo: () => {} })}
              >
                Accept
              </Button>
            </>
          }
        />
      }
    >
      <SplitView asideLabel="Facts" aside={<Facts />}>
        <Banner
          flush
          tone="accent"
          title="Introduction and kickoff do not wait for your verdict."
          actions={
            <Button size="sm" icon={Mail}>
              Write to the customer
            </Button>
          }
        />
        <Tabs
          label="Parts of the handoff"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'brief', label: 'Brief', content: <Brief /> },
            { value: 'people', label: 'People', count: 4, content: <p className="p-6 text-muted">People</p> },
            { value: 'steps', label: 'Steps', count: 12, content: <p className="p-6 text-muted">Steps</p> },
            {
              value: 'timeline',
              label: 'Timeline',
              content: (
                <div className="p-6">
                  <Timeline label="Timeline" events={events} />
                </div>
              ),
            },
          ]}
        />
      </SplitView>
    </Page>
  )
}

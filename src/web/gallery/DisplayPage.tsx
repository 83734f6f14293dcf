import { Flag, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../ui/Avatar.tsx'
import { BarList } from '../ui/BarList.tsx'
import { CountdownPill } from '../ui/CountdownPill.tsx'
import { DefinitionList } from '../ui/DefinitionList.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { LevelTag } from '../ui/LevelTag.tsx'
import { MeterRing } from '../ui/MeterRing.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { PersonChip } from '../ui/PersonChip.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { RelativeTime } from '../ui/RelativeTime.tsx'
import { Section } from '../ui/Section.tsx'
import { Sparkline } from '../ui/Sparkline.tsx'
import { StatusDot } from '../ui/StatusDot.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/Table.tsx'
import { Tag } from '../ui/Tag.tsx'
import { Tree } from '../ui/Tree.tsx'
import { tones } from '../ui/tone.ts'
import { people, statuses, tiers } from './samples.ts'

const now = Date.now()
const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString()
const row = 'flex flex-wrap items-center gap-x-4 gap-y-2'

const playbook = [
  {
    id: 'req',
    label: 'Requirements',
    trailing: '45',
    children: [
      { id: 'why', label: 'Why they bought', trailing: '6' },
      {
        id: 'who',
        label: 'People',
        trailing: '9',
        children: [
          { id: 'champ', label: 'Champion' },
          { id: 'budget', label: 'Budget holder' },
        ],
      },
      { id: 'promise', label: 'Promises', trailing: '5' },
    ],
  },
  { id: 'steps', label: 'Steps', trailing: '12' },
  { id: 'clocks', label: 'Clocks' },
]

export function DisplayPage() {
  const [node, setNode] = useState('who')
  return (
    <Page width="form" header={<PageHeader title="Display" />}>
      <Section title="Status, tier, clocks">
        <div className="flex flex-col gap-3">
          <div className={row}>
            {statuses.map((status) => (
              <StatusDot key={status.id} label={status.label} shape={status.shape} tone={status.tone} />
            ))}
            <StatusDot label="On hold" shape="held" />
          </div>
          <div className={row}>
            {tiers.map((tier) => (
              <LevelTag key={tier.label} label={tier.label} level={tier.level} />
            ))}
          </div>
          <div className={row}>
            <CountdownPill state="on_track" what="Kickoff" at={at(51)} ownerZone="Asia/Tokyo" />
            <CountdownPill state="at_risk" what="Verdict" at={at(2.3)} />
            <CountdownPill state="late" what="First touch" at={at(-28)} />
            <CountdownPill state="paused" what="Kickoff" at={at(4)} pausedFor="legal review" />
            <CountdownPill state="done" what="Introduction" at={at(-5)} />
          </div>
          <div className={row}>
            {tones.map((tone) => (
              <Tag key={tone} tone={tone}>
                {tone}
              </Tag>
            ))}
            <Tag icon={Flag} tone="danger">
              Closed dirty
            </Tag>
            <Tag icon={Sparkles}>From the CRM</Tag>
            <Kbd keys="mod+k" /> <Kbd keys="g t" />
          </div>
        </div>
      </Section>
      <Section title="People and times">
        <div className={row}>
          {people.map((person) => (
            <Avatar key={person.id} name={person.name} size="md" />
          ))}
          <PersonChip person={people[0] ?? null} />
          <PersonChip person={null} />
          <PersonChip person={people[4] ?? null} withHint />
          <RelativeTime at={at(-3)} ownerZone="America/Los_Angeles" />
          <RelativeTime at={at(30)} width="long" />
          <RelativeTime at={at(-2_000)} />
        </div>
      </Section>
      <Section title="Measures">
        <div className="flex flex-col gap-5">
          <div className={row}>
            <MeterRing label="Completeness" value={0.4} />
            <MeterRing label="Completeness" value={1} />
            <MeterRing label="Quality" value={0.62} tone="warn" size="lg" />
            <MeterRing label="Completeness" value={0.92} size="lg" />
            <Sparkline
              label="Time to kickoff fell from 9 to 4 days"
              values={[9, 8, 8.5, 7, 6, 6.4, 5, 4]}
              target={5}
            />
            <Sparkline label="Open handoffs rose from 3 to 12" values={[3, 5, 4, 8, 7, 12]} />
          </div>
          <ProgressBar label="Importing deals.csv" value={0.37} detail="3,200 of about 8,800" />
          <ProgressBar label="Reading the file" value={null} />
          <BarList
            label="Why handoffs were returned"
            bars={[
              { id: 'a', label: 'No success criterion', value: 34, text: '34' },
              { id: 'b', label: 'Promise without an owner', value: 21, text: '21' },
              { id: 'c', label: 'Champion has left', value: 6, text: '6' },
            ]}
          />
        </div>
      </Section>
      <Section title="Table">
        <Table label="Members">
          <TableHead>
            <TableHeader>Name</TableHeader>
            <TableHeader>Role</TableHeader>
            <TableHeader align="end">Accounts</TableHeader>
            <TableHeader align="end">Last seen</TableHeader>
          </TableHead>
          <TableBody>
            {people.slice(0, 4).map((person, index) => (
              <TableRow key={person.id}>
                <TableCell>
                  <PersonChip person={{ id: person.id, name: person.name }} />
                </TableCell>
                <TableCell className="text-muted">{person.hint}</TableCell>
                <TableCell align="end">{index * 7 + 3}</TableCell>
                <TableCell align="end" className="text-muted">
                  <RelativeTime at={at(-index * 11 - 1)} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Section>
      <Section title="Tree, folds and definitions">
        <div className="grid gap-8 sm:grid-cols-2">
          <Tree
            label="Playbook"
            items={playbook}
            selected={node}
            onSelect={setNode}
            defaultOpen={['req', 'who']}
          />
          <div>
            <DefinitionList
              lined
              termWidth="7rem"
              items={[
                { term: 'Known from', value: 'Discovery' },
                { term: 'Asked of', value: 'AE', note: 'or by link' },
                { term: 'Gate for', value: 'Mid-market, Enterprise' },
              ]}
            />
            <Disclosure title="Quality rules" aside="3" defaultOpen>
              <p className="text-muted">
                Has a number, a unit and a date. No filler such as “tbd”. Not copied from another deal.
              </p>
            </Disclosure>
            <Disclosure title="CRM fields">
              <p className="text-muted">Success_Metric__c</p>
            </Disclosure>
          </div>
        </div>
      </Section>
    </Page>
  )
}

import { ArrowUpRight, Bold, Copy, Mail, Plus, Search, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Money } from '../format.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { MoneyField } from '../ui/MoneyField.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import type { Person } from '../ui/PersonChip.tsx'
import { PeoplePicker, PersonPicker } from '../ui/PersonPicker.tsx'
import { RadioGroup } from '../ui/RadioGroup.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import { Switch } from '../ui/Switch.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { people, searchPeople } from './samples.ts'

const row = 'flex flex-wrap items-center gap-2'

function Buttons() {
  return (
    <Section title="Buttons">
      <div className="flex flex-col gap-3">
        <div className={row}>
          <Button variant="primary">Submit</Button>
          <Button>Save draft</Button>
          <Button variant="ghost">Cancel</Button>
          <Button variant="danger" icon={Trash2}>
            Delete
          </Button>
          <Button variant="link">Learn why</Button>
          <LinkButton href="#today" icon={ArrowUpRight}>
            Open
          </LinkButton>
        </div>
        <div className={row}>
          <Button variant="primary" busy>
            Saving
          </Button>
          <Button variant="primary" disabledReason="2 answers are missing">
            Submit
          </Button>
          <Button disabledReason="Only RevOps may do this">Publish</Button>
          <Button shortcut="mod+enter">Send</Button>
          <Button size="sm" icon={Plus}>
            Small
          </Button>
          <Button size="lg" variant="primary">
            Large
          </Button>
          <IconButton icon={Copy} label="Copy the link" shortcut="mod+shift+c" />
          <IconButton icon={Bold} label="Bold" pressed />
          <IconButton icon={Trash2} label="Delete" variant="secondary" size="sm" disabledReason="Not yours" />
        </div>
      </div>
    </Section>
  )
}

function TextFields() {
  const [text, setText] = useState('Halden Logistics')
  const [long, setLong] = useState('Three warehouses, two of them under the same management since October.')
  const [number, setNumber] = useState<number | null>(12)
  const [money, setMoney] = useState<Money | null>({ minor: 2_500_050, currency: 'EUR' })
  const [day, setDay] = useState<string | null>('2026-11-27')
  const [search, setSearch] = useState('')
  return (
    <Section title="Text, numbers, dates">
      <div className="grid gap-5 pt-1 sm:grid-cols-2">
        <TextField label="Customer" value={text} onChange={setText} />
        <TextField
          label="E-mail"
          type="email"
          prefix={<Mail aria-hidden className="size-3.5" />}
          placeholder="name@company.com"
          value=""
          onChange={() => {}}
          optional
        />
        <TextField
          label="Workspace address"
          required
          error="Use letters, digits and dashes only, for example acme-emea"
          value="Acme EMEA!"
          onChange={() => {}}
          suffix=".throughline.app"
        />
        <SearchField label="Search answers" value={search} onChange={setSearch} className="self-end" />
        <TextArea
          label="Reason"
          hint="One or two sentences. RevOps reads it."
          value={long}
          onChange={setLong}
          className="sm:col-span-2"
        />
        <NumberField
          label="Capacity"
          hint="Weighted accounts a CSM can hold."
          min={0}
          max={200}
          value={number}
          onChange={setNumber}
          suffix="accounts"
        />
        <MoneyField
          label="Annual value"
          value={money}
          onChange={setMoney}
          currency="EUR"
          currencies={['EUR', 'USD', 'JPY']}
        />
        <DateField label="Unknown until" value={day} onChange={setDay} min="2026-11-20" />
      </div>
    </Section>
  )
}

function Choices() {
  const [tier, setTier] = useState<'smb' | 'mid' | 'ent' | null>('mid')
  const [owner, setOwner] = useState<Person | null>(people[2] ?? null)
  const [team, setTeam] = useState<Person[]>(people.slice(0, 2))
  const [checked, setChecked] = useState(true)
  const [on, setOn] = useState(true)
  const [mode, setMode] = useState<'observe' | 'warn' | 'block'>('observe')
  const [view, setView] = useState<'list' | 'board'>('list')
  return (
    <Section title="Choices">
      <div className="grid gap-5 pt-1 sm:grid-cols-2">
        <Select
          label="Tier"
          value={tier}
          onChange={setTier}
          options={[
            { value: 'smb', label: 'SMB' },
            { value: 'mid', label: 'Mid-market' },
            { value: 'ent', label: 'Enterprise', disabledReason: 'needs a reason' },
          ]}
        />
        <PersonPicker label="CSM" search={searchPeople} value={owner} onChange={setOwner} />
        <PeoplePicker
          label="Observers"
          search={searchPeople}
          value={team}
          onChange={setTeam}
          className="sm:col-span-2"
        />
        <div className="flex flex-col gap-2">
          <Checkbox
            label="Tell the CSM at once"
            checked={checked}
            onChange={setChecked}
            hint="In the app and by mail."
          />
          <Checkbox label="All regions" checked={false} mixed onChange={() => {}} />
          <Checkbox
            label="Write back to the CRM"
            checked={false}
            onChange={() => {}}
            disabledReason="No connection is set up"
          />
        </div>
        <div className="flex flex-col gap-3">
          <Switch
            label="Single-key shortcuts"
            checked={on}
            onChange={setOn}
            hint="Turn off if you dictate."
          />
          <Switch label="Mail digest" checked={false} onChange={() => {}} />
          <Segmented
            label="View"
            value={view}
            onChange={setView}
            options={[
              { value: 'list', label: 'List', icon: Search },
              { value: 'board', label: 'Board' },
            ]}
          />
        </div>
        <RadioGroup
          label="Gate"
          value={mode}
          onChange={setMode}
          options={[
            { value: 'observe', label: 'Observe', hint: 'Nothing is blocked, everything is counted.' },
            { value: 'warn', label: 'Warn' },
            { value: 'block', label: 'Block, with a written way out' },
          ]}
        />
        <FileDrop
          label="Choose a file"
          hint="CSV or JSON, up to 500 MB"
          accept=".csv,.json"
          onFiles={() => {}}
        />
      </div>
    </Section>
  )
}

export function ControlsPage() {
  return (
    <Page width="form" header={<PageHeader title="Controls" />}>
      <Stepper
        label="Import"
        current="match"
        onGo={() => {}}
        steps={[
          { id: 'upload', label: 'Upload', done: true },
          { id: 'match', label: 'Match columns' },
          { id: 'preview', label: 'Preview' },
          { id: 'run', label: 'Run' },
        ]}
      />
      <Buttons />
      <TextFields />
      <Choices />
    </Page>
  )
}

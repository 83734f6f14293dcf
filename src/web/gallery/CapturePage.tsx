import { useState } from 'react'
import type { Money } from '../format.ts'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/DateField.tsx'
import { MoneyField } from '../ui/MoneyField.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { type Person } from '../ui/PersonChip.tsx'
import { PersonPicker } from '../ui/PersonPicker.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { SaveIndicator } from '../ui/SaveIndicator.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { searchPeople } from './samples.ts'

export function CapturePage() {
  const [goal, setGoal] = useState('')
  const [date, setDate] = useState<string | null>(null)
  const [money, setMoney] = useState<Money | null>(null)
  const [migration, setMigration] = useState<'yes' | 'no' | 'unknown' | null>(null)
  const [champion, setChampion] = useState<Person | null>(null)
  const given = [goal, date, money, migration, champion].filter(Boolean).length
  return (
    <Page
      width="text"
      header={<PageHeader title="Brightwater Foods" meta={<SaveIndicator state={{ kind: 'offline' }} />} />}
    >
      <ProgressBar label="Needed to close" value={given / 5} detail={`${given} of 5`} />
      <form className="flex flex-col gap-6" onSubmit={(event) => event.preventDefault()}>
        <TextArea
          label="What do they want to reach?"
          hint="A number, a unit and a date: cut returns from 8 % to 5 % by June."
          required
          value={goal}
          onChange={setGoal}
          aside="1 of 5"
        />
        <DateField
          label="When must it work?"
          value={date}
          onChange={setDate}
          hint="The day that hurts if it is missed."
        />
        <MoneyField
          label="What does the problem cost them a year?"
          value={money}
          onChange={setMoney}
          currency="EUR"
          currencies={['EUR', 'USD', 'GBP', 'JPY']}
        />
        <Segmented
          stretch
          showLabel
          label="Is data to be moved?"
          value={migration}
          onChange={setMigration}
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
            { value: 'unknown', label: 'Not known yet' },
          ]}
        />
        <PersonPicker
          label="Who knows this better than you?"
          optional
          search={searchPeople}
          value={champion}
          onChange={setChampion}
        />
        <div className="flex justify-end gap-2">
          <Button>Later</Button>
          <Button
            type="submit"
            variant="primary"
            disabledReason={given < 5 ? `${5 - given} answers are still missing` : null}
          >
            Submit
          </Button>
        </div>
      </form>
    </Page>
  )
}

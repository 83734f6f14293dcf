import { useState } from 'react'
import { attempt } from '../../components/run-operation.ts'
import { formatCount, formatNumber } from '../../format.ts'
import { refresh } from '../../queries.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Switch } from '../../ui/Switch.tsx'
import type { Plan } from './import-words.ts'
import type { WizardView } from './wizard-view.ts'

/** History or live, with what live would set off, and the button that does it. */
export function RunStep({ imported, draft, go, plan }: WizardView & { plan: Plan }) {
  const at = useLocale()
  const [typed, setTyped] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const live = draft.mode === 'live'
  const handoffs = plan.consequences?.handoffs ?? 0
  const planning = draft.state.kind === 'saving'
  const records = Object.values(plan.counts.records).reduce((sum, count) => sum + count, 0)
  const error = plan.problems.find((problem) => problem.severity === 'error')
  const why = planning
    ? 'What it would set off is being counted'
    : error
      ? `First mend: ${error.message}`
      : live && typed !== handoffs
        ? `Type ${formatNumber(at, handoffs, 0)} to confirm`
        : null
  const start = async () => {
    setBusy(true)
    setRefusal(null)
    const done = await attempt('import.start', {
      id: imported.id,
      version: imported.version,
      ...(live && { confirmHandoffs: handoffs }),
    })
    if (!done.ok) {
      setRefusal(done.error.message)
      setBusy(false)
    }
    await refresh('import')
    if (done.ok) go('result')
  }
  return (
    <>
      <Section title="What these deals are">
        <div className="pt-3">
          <RadioGroup
            hideLabel
            label="Mode"
            options={[
              {
                value: 'history',
                label: 'History',
                hint: 'Deals of the past: shown and measured, but no handoff, no clock and no message. Use this to begin.',
              },
              {
                value: 'live',
                label: 'Live',
                hint: 'Won deals become handoffs with a CSM, steps and due times. Steps due before today are closed as imported, and people get one summary.',
              },
            ]}
            value={draft.mode}
            onChange={(mode) => draft.change({ mode }, 'now')}
          />
        </div>
      </Section>
      <Switch
        label="Move all dates so that the newest is today"
        hint={
          draft.shiftDates && !planning && plan.shiftDays !== 0
            ? `Every date moves by ${formatCount(at, plan.shiftDays, 'day')}.`
            : 'For trials and demos: the distances between dates stay as they are.'
        }
        checked={draft.shiftDates}
        onChange={(shiftDates) => draft.change({ shiftDates }, 'now')}
      />
      {live &&
        (planning ? (
          <div role="status" className="flex flex-col gap-2 rounded-lg border border-line p-4">
            <span className="sr-only">Counting what it would set off</span>
            <Skeleton className="w-2/3" />
            <Skeleton className="w-2/5" />
          </div>
        ) : (
          <Consequences plan={plan} typed={typed} onType={setTyped} />
        ))}
      {refusal && <InlineError>{refusal}</InlineError>}
      <footer className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-muted">Running the same files again changes nothing.</p>
        <Button onClick={() => go('preview')}>Back</Button>
        <Button variant="primary" busy={busy} disabledReason={why} onClick={() => void start()}>
          {live
            ? `Import and open ${formatCount(at, handoffs, 'handoff')}`
            : `Import ${formatCount(at, records, 'record')}`}
        </Button>
      </footer>
    </>
  )
}

type ConsequencesProps = { plan: Plan; typed: number | null; onType: (value: number | null) => void }

function Consequences({ plan, typed, onType }: ConsequencesProps) {
  const at = useLocale()
  const found = plan.consequences ?? { handoffs: 0, messages: 0, overdueSteps: 0 }
  return (
    <div className="flex flex-col gap-4">
      <Banner
        tone="warn"
        title={`This makes ${formatCount(at, found.handoffs, 'handoff')} and ${formatCount(at, found.messages, 'message')}.`}
      >
        {found.overdueSteps > 0
          ? `About ${formatCount(at, found.overdueSteps, 'step')} due before today are closed as imported; nobody is chased for them.`
          : 'No step was due before today.'}
      </Banner>
      <NumberField
        label="Repeat the number of handoffs to confirm"
        value={typed}
        onChange={onType}
        min={0}
        placeholder={formatNumber(at, found.handoffs, 0)}
        className="max-w-72"
      />
    </div>
  )
}

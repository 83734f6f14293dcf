import { useState } from 'react'
import type { Handoff } from '../../../../contract/handoffs.ts'
import type { Fact } from '../../../../core/playbook/playbook.ts'
import { attempt, keepHandoff } from '../../../components/run-operation.ts'
import { TextField } from '../../../ui/TextField.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { CsmThere, maybeFirstTouch } from './CsmThere.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'

type FactDialogProps = {
  handoff: Handoff
  /** Null closes it. */
  fact: Fact | null
  onClose: () => void
}

/** Records when something happened, or corrects it with a reason. */
export function FactDialog({ handoff, fact, onClose }: FactDialogProps) {
  const known = handoff.facts.find((one) => one.fact === fact)
  const before = known?.at ?? null
  const [when, setWhen] = useState<string | null>(null)
  const [csmThere, setCsmThere] = useState(false)
  const asksCsm = before === null && maybeFirstTouch(handoff, fact)
  const shown = when ?? localInput(before ?? new Date().toISOString())
  const record = async (reason: string): Promise<string | null> => {
    if (fact === null) return null
    const at = new Date(shown).toISOString()
    const about = { id: handoff.id, version: handoff.version, fact, at }
    const result =
      before === null
        ? await attempt('handoff.record_fact', { ...about, ...(asksCsm && csmThere && { csmPresent: true }) })
        : await attempt('handoff.correct_fact', { ...about, reason })
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast({ title: `${sentenceCase(known?.title ?? '')} recorded`, tone: 'ok' })
    return null
  }
  const close = () => {
    setWhen(null)
    setCsmThere(false)
    onClose()
  }
  const title = sentenceCase(known?.title ?? '')
  return (
    <ReasonDialog
      open={fact !== null}
      onOpenChange={(open) => !open && close()}
      title={before === null ? `Record: ${title}` : `Correct: ${title}`}
      description={
        before === null
          ? 'Steps and clocks that hang on it follow.'
          : 'Due times that hang on it move; the old time stays in the timeline.'
      }
      label="Why is it corrected?"
      wordless={before === null}
      action={before === null ? 'Record' : 'Correct'}
      missing={Number.isNaN(Date.parse(shown)) ? 'Enter a day and a time' : null}
      onSubmit={record}
    >
      <TextField
        label="When"
        type="datetime-local"
        className="sm:w-60"
        max={localInput(new Date().toISOString())}
        value={shown}
        onChange={setWhen}
      />
      {asksCsm && <CsmThere checked={csmThere} onChange={setCsmThere} />}
    </ReasonDialog>
  )
}

function localInput(instant: string): string {
  const moment = new Date(instant)
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

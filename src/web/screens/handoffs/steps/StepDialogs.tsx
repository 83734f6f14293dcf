import { useEffect, useState } from 'react'
import type { Handoff, StepView } from '../../../../contract/handoffs.ts'
import { MemberPicker } from '../../../components/MemberPicker.tsx'
import { type Attempt, attempt, keepHandoff } from '../../../components/run-operation.ts'
import type { Person } from '../../../ui/PersonChip.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { CsmThere, maybeFirstTouch } from '../dialogs/CsmThere.tsx'
import { ReasonDialog } from '../dialogs/ReasonDialog.tsx'

export type StepWish = { kind: 'skip' | 'reassign' | 'earlier'; step: StepView }

type StepOperation = 'step.skip' | 'step.reassign' | 'step.complete'

function settle(result: Attempt<StepOperation>, done: string): string | null {
  if (!result.ok) return result.error.message
  const handoff: Handoff = result.value
  keepHandoff(handoff)
  toast({ title: done, tone: 'ok' })
  return null
}

type StepDialogsProps = { handoff: Handoff; wish: StepWish | null; onClose: () => void }

/** What a step asks before it is skipped, given away or finished at another time. */
export function StepDialogs({ handoff, wish, onClose }: StepDialogsProps) {
  const [last, setLast] = useState<StepWish | null>(wish)
  const [owner, setOwner] = useState<Person | null>(null)
  const [when, setWhen] = useState('')
  const [csmThere, setCsmThere] = useState(false)
  useEffect(() => {
    if (wish === null) return
    setLast(wish)
    setOwner(null)
    setWhen('')
    setCsmThere(false)
  }, [wish])
  if (last === null) return null
  const { step, kind } = last
  const seen = { id: step.id, version: step.version }
  const frame = {
    open: wish !== null,
    onOpenChange: (open: boolean) => !open && onClose(),
    description: step.title,
  }
  switch (kind) {
    case 'skip':
      return (
        <ReasonDialog
          {...frame}
          title="Skip this step"
          label="Why is it not needed here?"
          hint="Steps that are skipped often are shown as a fault of the process."
          action="Skip"
          onSubmit={async (reason) => settle(await attempt('step.skip', { ...seen, reason }), 'Skipped')}
        />
      )
    case 'reassign':
      return (
        <ReasonDialog
          {...frame}
          optional
          title="Give it to somebody else"
          label="A word about why"
          action="Give it to them"
          missing={owner === null ? 'Choose somebody first' : null}
          onSubmit={async (reason) =>
            settle(
              await attempt('step.reassign', {
                ...seen,
                ownerId: owner?.id ?? '',
                ...(reason && { reason }),
              }),
              `${owner?.name ?? 'Somebody else'} has it now`,
            )
          }
        >
          <MemberPicker
            label="Owner"
            hint="The due time follows their business hours."
            value={owner}
            onChange={setOwner}
          />
        </ReasonDialog>
      )
    case 'earlier':
      return (
        <ReasonDialog
          {...frame}
          optional
          title="It was done earlier"
          label="Note"
          action="Finish"
          missing={Number.isNaN(Date.parse(when)) ? 'Enter a day and a time' : null}
          onSubmit={async (note) =>
            settle(
              await attempt('step.complete', {
                ...seen,
                at: new Date(when).toISOString(),
                ...(note && { note }),
                ...(csmThere && { csmPresent: true }),
              }),
              'Done',
            )
          }
        >
          <TextField label="When" type="datetime-local" className="sm:w-60" value={when} onChange={setWhen} />
          {maybeFirstTouch(handoff, step.fact) && <CsmThere checked={csmThere} onChange={setCsmThere} />}
        </ReasonDialog>
      )
  }
}

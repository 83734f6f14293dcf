import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Handoff } from '../../../../contract/handoffs.ts'
import { MemberPicker } from '../../../components/MemberPicker.tsx'
import { attempt, keepHandoff } from '../../../components/run-operation.ts'
import { read } from '../../../queries.ts'
import type { Person } from '../../../ui/PersonChip.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

type SteerProps = { handoff: Handoff; open: boolean; onOpenChange: (open: boolean) => void }

function seen(handoff: Handoff): { id: string; version: number } {
  return { id: handoff.id, version: handoff.version }
}

export function HoldDialog({ handoff, ...frame }: SteerProps) {
  const hold = async (reason: string): Promise<string | null> => {
    const result = await attempt('handoff.hold', { ...seen(handoff), reason })
    if (!result.ok) return result.error.message
    const held = result.value
    keepHandoff(held)
    const undo = async (): Promise<void> => {
      const back = await attempt('handoff.resume', seen(held))
      if (back.ok) keepHandoff(back.value)
    }
    toast({ title: 'On hold', description: 'Its clocks stand still.', undo: () => void undo() })
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      title="Put on hold"
      description="All clocks stand still until somebody resumes it. Meetings and the customer are not told."
      label="Why?"
      action="Put on hold"
      onSubmit={hold}
    />
  )
}

export function CancelDialog({ handoff, ...frame }: SteerProps) {
  const cancel = async (reason: string): Promise<string | null> => {
    const result = await attempt('handoff.cancel', { ...seen(handoff), reason })
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      danger
      title="Cancel the handoff"
      description="It cannot be taken up again; if the deal is won anew, a new handoff begins. Its history stays."
      label="Why does it end?"
      action="Cancel the handoff"
      onSubmit={cancel}
    />
  )
}

export function CsmDialog({ handoff, ...frame }: SteerProps) {
  const [csm, setCsm] = useState<Person | null>(null)
  const same = csm !== null && csm.id === handoff.csm?.id
  const assign = async (reason: string): Promise<string | null> => {
    if (csm === null) return 'Choose somebody.'
    const result = await attempt('handoff.assign_csm', { ...seen(handoff), csmId: csm.id, reason })
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast({ title: `${csm.name} is the CSM now`, description: 'They are told at once.', tone: 'ok' })
    setCsm(null)
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      title="Name another CSM"
      description={
        handoff.csm ? `It is ${handoff.csm.name} now. Open steps go along.` : 'Nobody is named yet.'
      }
      label="Why?"
      action="Name them"
      missing={csm === null ? 'Choose somebody first' : same ? 'They are the CSM already' : null}
      onSubmit={assign}
    >
      <MemberPicker label="CSM" role="csm" value={csm} onChange={setCsm} />
      {handoff.routing && handoff.routing.runnersUp.length > 0 && (
        <p className="text-sm text-muted">
          Next in line were {handoff.routing.runnersUp.map(({ member }) => member.name).join(', ')}.
        </p>
      )}
    </ReasonDialog>
  )
}

export function TierDialog({ handoff, ...frame }: SteerProps) {
  const [tier, setTier] = useState<string>(handoff.tier)
  const playbook = useQuery({
    ...read('playbook.show', { number: handoff.playbookVersion }),
    enabled: frame.open,
    staleTime: 600_000,
  })
  const change = async (reason: string): Promise<string | null> => {
    const result = await attempt('handoff.set_tier', { ...seen(handoff), tier, reason })
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast({ title: `Now ${result.value.tierTitle}`, tone: 'ok' })
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      title="Change the tier"
      description={handoff.tierReason}
      label="Why?"
      action="Change the tier"
      missing={tier === handoff.tier ? 'Choose another tier first' : null}
      waiting={playbook.isPending}
      onSubmit={change}
    >
      <RadioGroup
        label="Tier"
        hint="Answers, finished steps and the CSM stay. Steps it does not have go, others come."
        options={(playbook.data?.document.tiers ?? []).map(({ id, title, hint }) => ({
          value: id,
          label: title,
          hint,
        }))}
        value={tier}
        onChange={setTier}
      />
    </ReasonDialog>
  )
}

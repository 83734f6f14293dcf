import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { dealTypes } from '../../../core/deal/deal.ts'
import type { Day } from '../../../core/lib/instant.ts'
import { MemberPicker } from '../../components/MemberPicker.tsx'
import { attempt } from '../../components/run-operation.ts'
import type { Money } from '../../format.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import type { Person } from '../../ui/PersonChip.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { dealTypeWords, stageLooks } from './deal-words.ts'

const stages = ['open', 'likely', 'won'] as const

/** A deal by hand: for a try, or where there is no CRM. */
export function NewDealDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const { member, workspace } = useSignedIn()
  const form = useId()
  const [account, setAccount] = useState('')
  const [name, setName] = useState('')
  const [annual, setAnnual] = useState<Money | null>(null)
  const [stageKind, setStageKind] = useState<(typeof stages)[number]>('likely')
  const [dealType, setDealType] = useState<(typeof dealTypes)[number]>('new')
  const [closes, setCloses] = useState<Day | null>(null)
  const isSeller = member.roles.includes('ae')
  const [owner, setOwner] = useState<Person | null>(isSeller ? { id: member.id, name: member.name } : null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const lacks = name.trim() === '' && account.trim() === '' ? 'Name the customer or the deal first' : null
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (lacks !== null || busy) return
    setBusy(true)
    const money = annual && { amountMinor: annual.minor, currency: annual.currency }
    const result = await attempt('deal.create', {
      name: name.trim() || account.trim(),
      stageKind,
      dealType,
      accountName: account.trim() || null,
      ownerId: owner?.id ?? null,
      amount: money,
      annual: money,
      expectedCloseOn: closes,
    })
    setBusy(false)
    if (!result.ok) return setError(result.error.message)
    void refresh('deal', 'handoff')
    onClose()
    void router.navigate({ href: paths.deal(result.value.id) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New deal"
      description="For a try, or where there is no CRM. Won, it becomes a handoff like any other."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" form={form} variant="primary" busy={busy} disabledReason={lacks}>
            Make the deal
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4 sm:grid-cols-2" onSubmit={(event) => void create(event)}>
        <TextField
          label="Customer"
          value={account}
          onChange={setAccount}
          maxLength={300}
          autoComplete="off"
        />
        <TextField label="Deal" optional value={name} onChange={setName} maxLength={300} autoComplete="off" />
        <MoneyField
          label="Annual value"
          optional
          hint="Decides the tier"
          value={annual}
          onChange={setAnnual}
          currency={workspace.currency}
        />
        <DateField
          label="Expected to close"
          optional
          hint="Or the day it was won"
          value={closes}
          onChange={setCloses}
        />
        <Segmented
          showLabel
          stretch
          label="Stage"
          options={stages.map((value) => ({ value, label: stageLooks[value].label }))}
          value={stageKind}
          onChange={setStageKind}
        />
        <Segmented
          showLabel
          stretch
          label="Kind"
          options={dealTypes.map((value) => ({
            value,
            label: value === 'new' ? 'New' : dealTypeWords[value],
          }))}
          value={dealType}
          onChange={setDealType}
        />
        <MemberPicker
          className="sm:col-span-2"
          label="Account executive"
          role="ae"
          optional
          value={owner}
          onChange={setOwner}
        />
        {error && (
          <div className="sm:col-span-2">
            <InlineError>{error}</InlineError>
          </div>
        )}
      </form>
    </Dialog>
  )
}

import { Palmtree } from 'lucide-react'
import { useState } from 'react'
import type { MemberRow } from '../../../contract/people.ts'
import type { Day } from '../../../core/lib/instant.ts'
import { api } from '../../api.ts'
import { useForm } from '../../components/forms/use-form.ts'
import { dayAfter, startOfDay } from '../../components/forms/zoned-day.ts'
import { intentKey } from '../../components/intent-key.ts'
import { MemberPicker } from '../../components/MemberPicker.tsx'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { dayIn } from '../../format.ts'
import { may, type Session, useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import type { Person } from '../../ui/PersonChip.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useAwaySentence } from './AwayTag.tsx'
import { keepMember } from './keep-member.ts'

/** One says it of oneself, managers of their people, owners of everybody; the server knows who is in whose team. */
function maySay(session: Session, member: MemberRow): boolean {
  const { roles, id } = session.member
  const manages = roles.includes('sales_manager') || roles.includes('cs_manager')
  return (
    may(session, 'people.manage') || (may(session, 'people.availability') && (manages || id === member.id))
  )
}

/** When somebody is out of office, and who stands in. */
export function AwayPanel({ member }: { member: MemberRow }) {
  const session = useSignedIn()
  const sentence = useAwaySentence()
  const [open, setOpen] = useState(false)
  const can = maySay(session, member) && member.status !== 'suspended'
  const back = async (): Promise<void> => {
    const outcome = await attempt('member.set_away', { id: member.id, version: member.version, away: null })
    if (!outcome.ok) return sayRefusal(outcome.error)
    keepMember(outcome.value)
  }
  if (!member.away && !can) return null
  return (
    <>
      {member.away ? (
        <Banner
          tone="warn"
          title="Out of office"
          actions={
            can && (
              <>
                <Button size="sm" onClick={() => setOpen(true)}>
                  Change
                </Button>
                <Button size="sm" onClick={() => void back()}>
                  They are back
                </Button>
              </>
            )
          }
        >
          {sentence(member.away)}. Clocks go on; new work goes to whoever stands in.
        </Banner>
      ) : (
        <Button icon={Palmtree} className="self-start" onClick={() => setOpen(true)}>
          Out of office…
        </Button>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="sm"
        title={`${member.name} is out of office`}
        description="Clocks do not stop. Whoever stands in gets the new handoffs and steps."
      >
        <AwayForm member={member} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

type AwayValues = { from: Day | null; until: Day | null; coverId: Person | null }

function AwayForm({ member, onDone }: { member: MemberRow; onDone: () => void }) {
  const { zone, away } = member
  const today = dayIn(zone, Date.now())
  const form = useForm<AwayValues>({
    initial: {
      from: away ? dayIn(zone, away.from) : today,
      until: away?.until ? dayAfter(dayIn(zone, away.until), -1) : null,
      coverId: away?.cover ?? null,
    },
    check: ({ from, until }) => ({
      from: from === null ? 'Enter the first day.' : undefined,
      until:
        from !== null && until !== null && until < from ? 'The last day comes after the first.' : undefined,
    }),
  })
  const { values } = form
  const save = async (): Promise<void> => {
    const { from, until, coverId } = values
    if (from === null) return
    const outcome = await form.submit(() =>
      api(
        'member.set_away',
        {
          id: member.id,
          version: member.version,
          away: {
            from: startOfDay(from, zone),
            until: until === null ? null : startOfDay(dayAfter(until), zone),
            coverId: coverId?.id ?? null,
          },
        },
        { idempotencyKey: intentKey() },
      ),
    )
    if (!outcome.ok) return
    keepMember(outcome.value)
    toast({ title: 'Noted', description: 'New work goes to whoever stands in.', tone: 'ok' })
    onDone()
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <DateField
          {...form.field('from')}
          label="First day"
          value={values.from}
          onChange={(from) => form.set({ from })}
        />
        <DateField
          {...form.field('until')}
          label="Last day"
          optional
          min={values.from ?? today}
          value={values.until}
          onChange={(until) => form.set({ until })}
        />
      </div>
      <MemberPicker
        label="Who stands in"
        optional
        error={form.field('coverId').error}
        value={values.coverId}
        onChange={(coverId) => form.set({ coverId })}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          Save
        </Button>
      </div>
    </form>
  )
}

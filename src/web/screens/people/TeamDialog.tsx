import { Archive } from 'lucide-react'
import { api } from '../../api.ts'
import { RecordConflictPanel } from '../../components/forms/RecordConflictPanel.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { useRecordForm } from '../../components/forms/use-record-form.ts'
import { intentKey } from '../../components/intent-key.ts'
import { MemberPicker } from '../../components/MemberPicker.tsx'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import type { Person } from '../../ui/PersonChip.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { toast } from '../../ui/toast-store.ts'
import { type Side, sideTitles, type Team } from './member-words.ts'

type Values = { name: string; side: Side; managerId: Person | null }

const sides = (Object.keys(sideTitles) as Side[]).map((side) => ({
  value: side,
  label: { sales: 'Sales', cs: 'CS', ops: 'Operations' }[side],
}))
const check = ({ name }: Values) => ({
  name: name.trim() === '' ? 'Enter the team’s name.' : undefined,
})
const valuesOf = ({ name, side, manager }: Team): Values => ({ name, side, managerId: manager })

/** Makes a team, or changes one. */
export function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={team ? team.name : 'New team'} size="sm">
      {team ? <EditTeam team={team} onClose={onClose} /> : <NewTeam onClose={onClose} />}
    </Dialog>
  )
}

function NewTeam({ onClose }: { onClose: () => void }) {
  const keyOf = useIntent()
  const form = useForm<Values>({ initial: { name: '', side: 'sales', managerId: null }, check })
  const create = async (): Promise<void> => {
    const { name, side, managerId } = form.values
    const outcome = await form.submit(() =>
      api(
        'team.create',
        { name: name.trim(), side, managerId: managerId?.id ?? null },
        { idempotencyKey: keyOf(form.values) },
      ),
    )
    if (!outcome.ok) return
    void refresh('team')
    toast({ title: `${outcome.value.name} is there`, tone: 'ok' })
    onClose()
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <TeamFields form={form} />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          Make the team
        </Button>
      </div>
    </form>
  )
}

function EditTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const form = useRecordForm<Team, Values>({
    record: team,
    valuesOf,
    check,
    save: ({ managerId, ...changed }, version) =>
      api(
        'team.update',
        {
          id: team.id,
          version,
          ...changed,
          ...(managerId !== undefined && { managerId: managerId?.id ?? null }),
        },
        { idempotencyKey: intentKey() },
      ),
    onSaved: () => {
      void refresh('team', 'member')
      onClose()
    },
  })
  const archive = async (): Promise<void> => {
    const outcome = await attempt('team.update', { id: team.id, version: team.version, archived: true })
    if (!outcome.ok) return sayRefusal(outcome.error)
    void refresh('team', 'member')
    toast({ title: `${team.name} was put away` })
    onClose()
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <RecordConflictPanel<Values>
        form={form}
        show={{
          name: { label: 'Name', text: (name) => name },
          side: { label: 'Side', text: (side) => sideTitles[side] },
          managerId: { label: 'Manager', text: (manager) => manager?.name ?? 'Nobody' },
        }}
      />
      <TeamFields form={form} />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <div className="flex justify-end gap-2">
        <Button
          variant="ghost"
          icon={Archive}
          className="mr-auto -ml-3"
          disabledReason={team.memberCount > 0 ? 'Move its people to other teams first' : null}
          onClick={() => void archive()}
        >
          Put away
        </Button>
        <Button
          type="submit"
          variant="primary"
          busy={form.busy}
          disabledReason={form.isDirty ? null : 'Nothing was changed'}
        >
          Save
        </Button>
      </div>
    </form>
  )
}

type Fields = {
  values: Values
  set: (part: Partial<Values>) => void
  field: (key: keyof Values) => { error: string | null; onBlur: () => void }
}

function TeamFields({ form }: { form: Fields }) {
  return (
    <>
      <TextField
        {...form.field('name')}
        label="Name"
        autoComplete="off"
        value={form.values.name}
        onChange={(name) => form.set({ name })}
      />
      <Segmented
        showLabel
        stretch
        label="Side"
        options={sides}
        value={form.values.side}
        onChange={(side) => form.set({ side })}
      />
      <MemberPicker
        label="Manager"
        optional
        hint="Late steps of the team are escalated to them."
        error={form.field('managerId').error}
        value={form.values.managerId}
        onChange={(managerId) => form.set({ managerId })}
      />
    </>
  )
}

import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { CopyField } from '../../components/forms/CopyField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { emailFault } from './email-fault.ts'
import { keepMember } from './keep-member.ts'
import { Place } from './MemberFields.tsx'
import { checkMember, type MemberValues, memberInput } from './member-values.ts'
import { RolesField } from './RolesField.tsx'

type InviteDialogProps = { onClose: () => void; onOpenMember: (id: string) => void }
type Invited = Output<'member.invite'>

const blank: MemberValues = {
  name: '',
  email: '',
  roles: [],
  teamId: null,
  managerId: null,
  calendarId: null,
  zone: '',
  locale: '',
  territories: [],
  sizes: [],
  industries: [],
  languages: [],
  skills: [],
  capacity: null,
}

/** Adds one person; they choose their password by a one-time link. */
export function InviteDialog({ onClose, onOpenMember }: InviteDialogProps) {
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={invited ? `${invited.name} is invited` : 'Invite somebody'}
    >
      {invited ? (
        <Sent
          invited={invited}
          onMore={() => setInvited(null)}
          onDetails={() => {
            onClose()
            onOpenMember(invited.id)
          }}
        />
      ) : (
        <InviteForm onInvited={setInvited} onCancel={onClose} />
      )}
    </Dialog>
  )
}

function InviteForm({ onInvited, onCancel }: { onInvited: (one: Invited) => void; onCancel: () => void }) {
  const { workspace } = useSignedIn()
  const keyOf = useIntent()
  const form = useForm<MemberValues>({
    initial: blank,
    check: (values) => ({ ...checkMember(values), email: emailFault(values.email) }),
  })
  const { values } = form
  const invite = async (): Promise<void> => {
    const { name, email, roles, teamId, managerId } = values
    const outcome = await form.submit(() =>
      api(
        'member.invite',
        {
          ...memberInput({ teamId, managerId }),
          name: name.trim(),
          email: email.trim(),
          roles: [...roles],
        },
        { idempotencyKey: keyOf(values) },
      ),
    )
    if (!outcome.ok) return
    const { link: _, ...member } = outcome.value
    keepMember(member)
    onInvited(outcome.value)
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void invite()
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...form.field('name')}
          label="Name"
          autoComplete="off"
          value={values.name}
          onChange={(name) => form.set({ name })}
        />
        <TextField
          {...form.field('email')}
          label="E-mail"
          type="email"
          autoComplete="off"
          value={values.email}
          onChange={(email) => form.set({ email })}
        />
      </div>
      <RolesField {...form.field('roles')} value={values.roles} onChange={(roles) => form.set({ roles })} />
      <Place form={form} />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 basis-52 text-sm text-muted">
          {workspace.mailIsSetUp
            ? 'They get a mail with a link that works once.'
            : 'No mail server is set up: you get the link to pass on.'}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          Invite
        </Button>
      </div>
    </form>
  )
}

type SentProps = { invited: Invited; onMore: () => void; onDetails: () => void }

function Sent({ invited, onMore, onDetails }: SentProps) {
  return (
    <div className="flex flex-col gap-4">
      {invited.link ? (
        <CopyField
          label="Their link"
          hint="No mail server is set up: send it yourself. It works once, within 7 days, and is shown only now."
          value={invited.link}
          share={{ title: 'Your invitation', text: `For ${invited.name}` }}
        />
      ) : (
        <p className="text-muted">
          A mail is on its way to <span className="font-medium text-ink">{invited.email}</span>. Its link
          works once, within 7 days.
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDetails}>Add territory, limit, hours…</Button>
        <Button variant="primary" onClick={onMore}>
          Invite another
        </Button>
      </div>
    </div>
  )
}

import { Ellipsis, MailPlus, UserRoundCheck, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import type { MemberRow } from '../../../contract/people.ts'
import { CopyField } from '../../components/forms/CopyField.tsx'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { toast } from '../../ui/toast-store.ts'
import { keepMember } from './keep-member.ts'

/** What can be done to a person besides changing their fields. */
export function MemberActions({ member }: { member: MemberRow }) {
  const { member: me } = useSignedIn()
  const [asking, setAsking] = useState(false)
  const [link, setLink] = useState<string | null>(null)
  const { id, version, name, email, roles, status } = member
  const restore = async (): Promise<void> => {
    const outcome = await attempt('member.restore', { id, version })
    if (!outcome.ok) return sayRefusal(outcome.error)
    keepMember(outcome.value)
    toast({ title: `${name} is back`, tone: 'ok' })
  }
  const invite = async (): Promise<void> => {
    if (email === null) return
    const outcome = await attempt('member.invite', { name, email, roles })
    if (!outcome.ok) return sayRefusal(outcome.error)
    const { link: own, ...saved } = outcome.value
    keepMember(saved)
    if (own) setLink(own)
    else toast({ title: `A new invitation is on its way to ${email}`, tone: 'ok' })
  }
  const items: MenuItem[] = [
    status === 'suspended'
      ? { kind: 'action', label: 'Let in again', icon: UserRoundCheck, onSelect: () => void restore() }
      : {
          kind: 'action',
          label: 'Suspend…',
          icon: UserRoundX,
          danger: true,
          disabledReason: id === me.id ? 'You cannot suspend yourself' : null,
          onSelect: () => setAsking(true),
        },
  ]
  return (
    <>
      {(status === 'invited' || status === 'known') && (
        <Button
          size="sm"
          icon={MailPlus}
          variant={status === 'known' ? 'primary' : 'secondary'}
          disabledReason={email === null ? 'Save their e-mail address first' : null}
          onClick={() => void invite()}
        >
          {status === 'known' ? 'Invite' : 'Invite again'}
        </Button>
      )}
      <Menu
        label={`More about ${name}`}
        align="end"
        trigger={<IconButton size="sm" icon={Ellipsis} label={`More about ${name}`} />}
        items={items}
      />
      <SuspendDialog member={member} open={asking} onOpenChange={setAsking} />
      <Dialog
        open={link !== null}
        onOpenChange={() => setLink(null)}
        title={`Invitation for ${name}`}
        description="No mail server is set up: send them this link yourself. It works once, within 7 days, and is shown only now."
      >
        <CopyField
          label="Link"
          value={link ?? ''}
          share={{ title: 'Your invitation', text: `For ${name}` }}
        />
      </Dialog>
    </>
  )
}

type SuspendProps = { member: MemberRow; open: boolean; onOpenChange: (open: boolean) => void }

function SuspendDialog({ member, open, onOpenChange }: SuspendProps) {
  const [busy, setBusy] = useState(false)
  const suspend = async (): Promise<void> => {
    setBusy(true)
    const outcome = await attempt('member.suspend', { id: member.id, version: member.version })
    setBusy(false)
    onOpenChange(false)
    if (!outcome.ok) return sayRefusal(outcome.error)
    keepMember(outcome.value)
    toast({ title: `${member.name} is suspended` })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title={`Suspend ${member.name}?`}
      description="They are signed out everywhere at once, and their API keys end. Their open steps pass to their manager. What they did stays; you can let them in again."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" busy={busy} onClick={() => void suspend()}>
            Suspend
          </Button>
        </>
      }
    />
  )
}

import { useRouter } from '@tanstack/react-router'
import { Ellipsis, KeyRound, Pause, PenLine, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { paths } from '../../paths.ts'
import { queryClient, read, refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { toast } from '../../ui/toast-store.ts'
import type { Connection } from './connection-words.ts'
import { RotateSecret } from './RotateSecret.tsx'

type Change = { status?: 'active' | 'paused' | 'removed'; name?: string }

/** Writes a change onto the version that is shown, and shows what stands there afterwards. */
export async function changeConnection(
  connection: Connection,
  change: Change & { config?: Connection['config'] & object; liveFrom?: string },
) {
  const done = await attempt('connection.update', {
    id: connection.id,
    version: connection.version,
    ...change,
  })
  if (done.ok) queryClient.setQueryData(read('connection.show', { id: connection.id }).queryKey, done.value)
  else if (done.error.status === 409) await refresh('connection')
  void queryClient.invalidateQueries({ queryKey: ['connection', 'connection.list'] })
  return done
}

/** Pause, rename, a new secret, remove. */
export function ConnectionActions({ connection }: { connection: Connection }) {
  const session = useSignedIn()
  const [asked, setAsked] = useState<'rename' | 'rotate' | 'remove' | null>(null)
  const why = may(session, 'connection.manage') ? null : 'RevOps and admins change connections'
  const paused = connection.status === 'paused'
  const toggle = async () => {
    const done = await changeConnection(connection, { status: paused ? 'active' : 'paused' })
    if (!done.ok) return sayRefusal(done.error, () => void toggle())
    toast({
      title: paused ? 'It goes on' : 'Paused',
      description: paused
        ? 'Events that came meanwhile are handled now.'
        : 'Events are still taken in and kept for later.',
      tone: 'ok',
    })
  }
  return (
    <>
      <Button size="sm" icon={paused ? Play : Pause} disabledReason={why} onClick={() => void toggle()}>
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Menu
        label={`More for ${connection.name}`}
        align="end"
        trigger={<IconButton size="sm" icon={Ellipsis} label="More actions" />}
        items={[
          {
            kind: 'action',
            label: 'Rename',
            icon: PenLine,
            disabledReason: why,
            onSelect: () => setAsked('rename'),
          },
          {
            kind: 'action',
            label: 'New secret',
            icon: KeyRound,
            disabledReason: why,
            onSelect: () => setAsked('rotate'),
          },
          { kind: 'separator' },
          {
            kind: 'action',
            label: 'Remove',
            icon: Trash2,
            danger: true,
            disabledReason: why,
            onSelect: () => setAsked('remove'),
          },
        ]}
      />
      {asked === 'rename' && <Rename connection={connection} onClose={() => setAsked(null)} />}
      {asked === 'rotate' && <RotateSecret connection={connection} onClose={() => setAsked(null)} />}
      {asked === 'remove' && <Remove connection={connection} onClose={() => setAsked(null)} />}
    </>
  )
}

type AskProps = { connection: Connection; onClose: () => void }

function Rename({ connection, onClose }: AskProps) {
  const [name, setName] = useState(connection.name)
  const [refusal, setRefusal] = useState<string | null>(null)
  const save = async () => {
    const done = await changeConnection(connection, { name: name.trim() })
    if (!done.ok) return setRefusal(done.error.message)
    onClose()
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title="Rename the connection"
      footer={
        <Button
          variant="primary"
          disabledReason={name.trim() === '' ? 'Give it a name' : null}
          onClick={() => void save()}
        >
          Rename
        </Button>
      }
    >
      <TextField
        label="Name"
        maxLength={120}
        value={name}
        onChange={setName}
        error={refusal}
        onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && void save()}
      />
    </Dialog>
  )
}

function Remove({ connection, onClose }: AskProps) {
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const remove = async () => {
    const done = await changeConnection(connection, { status: 'removed' })
    if (!done.ok) return sayRefusal(done.error)
    toast({ title: `${connection.name} is removed` })
    void router.navigate({ href: paths.connections })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${connection.name}?`}
      description="Its address answers as if it had never been, and its secrets are erased. Deals and handoffs that came from it stay. This cannot be taken back."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            disabledReason={typed.trim() === connection.name ? null : 'Type its name first'}
            onClick={() => void remove()}
          >
            Remove
          </Button>
        </>
      }
    >
      <TextField label={`Type “${connection.name}” to confirm`} value={typed} onChange={setTyped} />
    </Dialog>
  )
}

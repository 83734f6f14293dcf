import { useState } from 'react'
import { attempt } from '../../components/run-operation.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import type { Connection } from './connection-words.ts'
import { SecretDialog } from './SecretDialog.tsx'

const overlaps = [
  { value: '24', label: 'One day', hint: 'Time to change the sender without losing an event.' },
  { value: '168', label: 'One week' },
  {
    value: '0',
    label: 'Not at all',
    hint: 'The old secret may be known to somebody else: refuse it at once.',
  },
] as const

/** A new secret; for how long the old one is accepted beside it is said here. */
export function RotateSecret({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const [hours, setHours] = useState<(typeof overlaps)[number]['value']>('24')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const rotate = async () => {
    setBusy(true)
    const { id, version } = connection
    const done = await attempt('connection.rotate_secret', { id, version, overlapHours: Number(hours) })
    setBusy(false)
    if (!done.ok) return setRefusal(done.error.message)
    setSecret(done.value.secret)
    void refresh('connection')
  }
  if (secret !== null)
    return <SecretDialog title="The new secret" secret={secret} url={null} onDone={onClose} />
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Make a new secret"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} onClick={() => void rotate()}>
            Make a new secret
          </Button>
        </>
      }
    >
      <RadioGroup
        label="Accept the old one beside it for"
        options={overlaps}
        value={hours}
        onChange={setHours}
      />
      {refusal && (
        <div className="mt-3">
          <InlineError>{refusal}</InlineError>
        </div>
      )}
    </Dialog>
  )
}

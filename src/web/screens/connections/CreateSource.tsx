import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { attempt } from '../../components/run-operation.ts'
import { paths } from '../../paths.ts'
import { read, refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { toast } from '../../ui/toast-store.ts'
import { signedEventScript } from './example/signed-event-script.ts'
import { useExampleOwn } from './example/use-example-own.ts'
import { SecretDialog } from './SecretDialog.tsx'

type Made = Output<'connection.create'>

const kinds = [
  {
    value: 'standard',
    label: 'Standard Webhooks',
    hint: 'Headers webhook-id, webhook-timestamp and webhook-signature; a nested body with deal, account and contacts.',
  },
  {
    value: 'plain-hmac',
    label: 'Plain HMAC in a header',
    hint: 'One header with an HMAC of time and body; one flat object per deal, as automation tools send rows.',
  },
] as const

const nothingBefore = 'none'

/** Names a source and shows its secret, once. */
export function CreateSource({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const own = useExampleOwn()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('standard')
  const [continues, setContinues] = useState(nothingBefore)
  const { data } = useQuery(read('connection.list', {}))
  const imports = (data?.items ?? []).filter((it) => it.kind === 'import')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const create = async () => {
    setBusy(true)
    setRefusal(null)
    const done = await attempt('connection.create', {
      name: name.trim(),
      ...(continues !== nothingBefore && { continues }),
    })
    setBusy(false)
    if (!done.ok) return setRefusal(done.error.message)
    const config = await choosePreset(done.value, kind)
    setMade({ ...done.value, config })
    void refresh('connection')
  }
  if (made) {
    return (
      <SecretDialog
        title={`${made.name} is ready`}
        secret={made.secret}
        url={made.url}
        script={
          made.url &&
          made.config &&
          signedEventScript({ ...made.config, url: made.url, secret: made.secret, own })
        }
        onDone={() => {
          onClose()
          void router.navigate({ href: paths.connection(made.id) })
        }}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New webhook source"
      description="Another system calls an address of yours for every change of a deal, and signs the call."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={name.trim() === '' ? 'Give it a name' : null}
            onClick={() => void create()}
          >
            Make it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <TextField
          required
          label="Name"
          placeholder="Our CRM"
          maxLength={120}
          value={name}
          onChange={setName}
          error={refusal}
          onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && void create()}
        />
        <RadioGroup
          label="How calls are signed"
          hint="A beginning; everything can be changed afterwards."
          options={kinds}
          value={kind}
          onChange={setKind}
        />
        {imports.length > 0 && (
          <Select
            label="Deals it goes on with"
            hint="Where this system's deals were imported before, its events are about the same ones."
            options={[
              { value: nothingBefore, label: 'None: all it tells of is new' },
              ...imports.map((it) => ({ value: it.id, label: it.name })),
            ]}
            value={continues}
            onChange={setContinues}
          />
        )}
      </div>
    </Dialog>
  )
}

/** A new source begins with the first preset; another one is put in its place at once. Answers what stands. */
async function choosePreset(made: Made, id: string): Promise<Made['config']> {
  const [first] = made.presets
  const preset = made.presets.find((one) => one.id === id)
  if (!preset || preset === first) return made.config
  const { version } = made
  const done = await attempt('connection.update', { id: made.id, version, config: preset.config })
  if (done.ok) return done.value.config
  toast({ title: 'Made with Standard Webhooks instead', description: done.error.message, tone: 'danger' })
  return made.config
}

import { useId, useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { CopyField } from '../../components/forms/CopyField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { MemberPicker } from '../../components/MemberPicker.tsx'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import type { Person } from '../../ui/PersonChip.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Scope, scopeWords } from './key-words.ts'

type Made = Output<'key.create'>
type Values = { name: string; memberId: Person | null; scopes: readonly Scope[]; days: string }

const spans = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: '730', label: 'Two years' },
] as const

/** Makes a key; it is shown this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? `“${made.name}” is there` : 'New API key'}
    >
      {made ? (
        <div className="flex flex-col gap-4">
          <Banner tone="warn" title="Copy it now.">
            It is shown this once; we keep only its fingerprint.
          </Banner>
          <CopyField label="Key" value={made.key} hint="Send it as “Authorization: Bearer …”." />
          <Button variant="primary" className="self-end" onClick={onClose}>
            I have it
          </Button>
        </div>
      ) : (
        <KeyForm onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  )
}

function KeyForm({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { member } = useSignedIn()
  const keyOf = useIntent()
  const form = useForm<Values>({
    initial: { name: '', memberId: { id: member.id, name: member.name }, scopes: ['read'], days: '90' },
    check: ({ name, scopes }) => ({
      name: name.trim() === '' ? 'Say what it is for, so that it can be told from others.' : undefined,
      scopes: scopes.length === 0 ? 'Choose one at least.' : undefined,
    }),
  })
  const { values } = form
  const make = async (): Promise<void> => {
    const input = {
      name: values.name.trim(),
      ...(values.memberId && { memberId: values.memberId.id }),
      scopes: [...values.scopes],
      days: Number(values.days),
    }
    const outcome = await form.submit(() => api('key.create', input, { idempotencyKey: keyOf(input) }))
    if (!outcome.ok) return
    void refresh('key')
    onMade(outcome.value)
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <TextField
        {...form.field('name')}
        label="What it is for"
        autoComplete="off"
        placeholder="Weekly report"
        value={values.name}
        onChange={(name) => form.set({ name })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <MemberPicker
          label="Acts as"
          error={form.field('memberId').error}
          value={values.memberId}
          onChange={(memberId) => form.set({ memberId })}
        />
        <Select
          label="Valid for"
          error={form.field('days').error}
          options={spans}
          value={values.days as (typeof spans)[number]['value']}
          onChange={(days) => form.set({ days })}
        />
      </div>
      <Scopes
        value={values.scopes}
        error={form.field('scopes').error}
        onChange={(scopes) => form.set({ scopes })}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.busy}>
          Make the key
        </Button>
      </div>
    </form>
  )
}

type ScopesProps = { value: readonly Scope[]; error: string | null; onChange: (value: Scope[]) => void }

function Scopes({ value, error, onChange }: ScopesProps) {
  const id = useId()
  const scopes = Object.keys(scopeWords) as Scope[]
  return (
    <fieldset aria-describedby={error ? id : undefined}>
      <legend className="mb-1.5 font-medium">It may</legend>
      <div className="flex flex-col gap-2">
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            {...scopeWords[scope]}
            checked={value.includes(scope)}
            onChange={(on) => onChange(scopes.filter((one) => (one === scope ? on : value.includes(one))))}
          />
        ))}
      </div>
      {error && (
        <div id={id} className="mt-1.5 text-sm">
          <InlineError>{error}</InlineError>
        </div>
      )}
    </fieldset>
  )
}

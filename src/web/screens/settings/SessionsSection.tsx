import { useQuery } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { PasswordField, passwordProblem } from '../../components/forms/PasswordField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { intentKey } from '../../components/intent-key.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { read, refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Loaded } from './Loaded.tsx'

type Device = Output<'session.list'>['items'][number]

/** Where one is signed in, and the password. */
export function SessionsSection() {
  const sessions = useQuery(read('session.list', {}))
  return (
    <>
      <Section title="Where I am signed in" description="A device stays signed in for 30 days.">
        <Loaded query={sessions} rows={3}>
          {({ items }) => (
            <ul className="divide-y divide-line">
              {items.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      <Section title="Password" description="Changing it signs out every other device.">
        <PasswordForm />
      </Section>
    </>
  )
}

function DeviceRow({ device }: { device: Device }) {
  const signOut = async (): Promise<void> => {
    const outcome = await attempt('session.revoke', { id: device.id })
    if (!outcome.ok) return sayRefusal(outcome.error)
    await refresh('session')
    toast({ title: `${device.device} is signed out` })
  }
  return (
    <li className="flex items-center gap-3 py-2.5">
      <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{device.device}</span>
          {device.isCurrent && <Tag tone="ok">This device</Tag>}
        </p>
        <p className="text-sm text-muted">
          {device.address} · last here <RelativeTime at={device.seenAt} width="long" /> · since{' '}
          <RelativeTime at={device.createdAt} width="long" />
        </p>
      </div>
      {!device.isCurrent && (
        <Button size="sm" onClick={() => void signOut()}>
          Sign out
        </Button>
      )}
    </li>
  )
}

function PasswordForm() {
  const form = useForm({
    initial: { current: '', password: '' },
    check: ({ password }) => ({ password: passwordProblem(password) }),
  })
  const { values } = form
  const change = async (): Promise<void> => {
    const outcome = await form.submit(() =>
      api(
        'session.set_password',
        { ...(values.current !== '' && { current: values.current }), password: values.password },
        { idempotencyKey: intentKey() },
      ),
    )
    if (!outcome.ok) return
    form.reset({ current: '', password: '' })
    void refresh('session')
    toast({ title: 'The password is changed', description: 'Other devices are signed out.', tone: 'ok' })
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex max-w-sm flex-col gap-4 pt-2"
      onSubmit={(event) => {
        event.preventDefault()
        void change()
      }}
    >
      <PasswordField
        {...form.field('current')}
        size="md"
        label="Present password"
        hint="Leave it empty if you have only ever used links."
        autoComplete="current-password"
        value={values.current}
        onChange={(current) => form.set({ current })}
      />
      <PasswordField
        {...form.field('password')}
        size="md"
        label="New password"
        hint="12 characters or more."
        autoComplete="new-password"
        value={values.password}
        onChange={(password) => form.set({ password })}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <Button type="submit" className="self-start" busy={form.busy}>
        Change the password
      </Button>
    </form>
  )
}

import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useForm } from '../../components/forms/use-form.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { emailProblem, type Shared, workspaceProblem } from './credentials.ts'

export function LinkForm({ workspace, ask, email, onEmail, onOtherWay }: Shared) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useForm({
    initial: { workspace, email },
    check: (values) => ({
      workspace: workspaceProblem(ask, values.workspace),
      email: emailProblem(values.email),
    }),
  })
  const { values } = form
  const send = async (): Promise<void> => {
    const slug = values.workspace.trim()
    const to = values.email.trim()
    const outcome = await form.submit(() =>
      api('session.request_link', { ...(slug !== '' && { workspace: slug }), email: to }),
    )
    if (outcome.ok) setSentTo(to)
  }
  if (sentTo !== null) return <Sent to={sentTo} onAgain={() => setSentTo(null)} onOtherWay={onOtherWay} />
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {ask && (
        <TextField
          {...form.field('workspace')}
          label="Workspace"
          size="lg"
          autoCapitalize="none"
          value={values.workspace}
          onChange={(name) => form.set({ workspace: name })}
        />
      )}
      <TextField
        {...form.field('email')}
        label="E-mail"
        hint="The link works once, within 10 minutes."
        size="lg"
        type="email"
        autoComplete="username"
        // biome-ignore lint/a11y/noAutofocus: asked for by a press
        autoFocus
        value={values.email}
        onChange={(text) => {
          onEmail(text)
          form.set({ email: text })
        }}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <Button type="submit" size="lg" variant="primary" busy={form.busy} className="w-full">
        Send the link
      </Button>
      <Button size="lg" variant="ghost" className="w-full" onClick={onOtherWay}>
        Use a password instead
      </Button>
    </form>
  )
}

function Sent({ to, onAgain, onOtherWay }: { to: string; onAgain: () => void; onOtherWay: () => void }) {
  return (
    <div role="status" className="flex flex-col gap-4">
      <p className="flex items-start gap-2.5 text-md">
        <MailCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok" />
        <span>
          If <span className="font-medium break-all">{to}</span> belongs to somebody here, a link is on its
          way.
        </span>
      </p>
      <p className="text-muted">
        It works once, within 10 minutes. Nothing there? Look among the spam, or ask an admin: where no mail
        server is set up they can read the mail on screen.
      </p>
      <div className="flex gap-2">
        <Button onClick={onAgain}>Another address</Button>
        <Button variant="ghost" onClick={onOtherWay}>
          Use a password
        </Button>
      </div>
    </div>
  )
}

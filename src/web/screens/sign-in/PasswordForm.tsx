import { Mail } from 'lucide-react'
import { ApiError, api } from '../../api.ts'
import { PasswordField } from '../../components/forms/PasswordField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { emailProblem, type Shared, workspaceProblem } from './credentials.ts'

type PasswordFormProps = Shared & { onDone: () => Promise<void> }

export function PasswordForm({ workspace, ask, email, onEmail, onOtherWay, onDone }: PasswordFormProps) {
  const form = useForm({
    initial: { workspace, email, password: '' },
    check: (values) => ({
      workspace: workspaceProblem(ask, values.workspace),
      email: emailProblem(values.email),
      password: values.password === '' ? 'Enter your password.' : undefined,
    }),
  })
  const { values } = form
  const signIn = async (): Promise<void> => {
    const slug = values.workspace.trim()
    const outcome = await form.submit(() =>
      api('session.sign_in', {
        ...(slug !== '' && { workspace: slug }),
        email: values.email.trim(),
        password: values.password,
      }),
    )
    if (outcome.ok) await onDone()
    else if (outcome.error instanceof ApiError && outcome.error.status === 401) form.set({ password: '' })
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void signIn()
      }}
    >
      {ask && (
        <TextField
          {...form.field('workspace')}
          label="Workspace"
          size="lg"
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          value={values.workspace}
          onChange={(name) => form.set({ workspace: name })}
        />
      )}
      <TextField
        {...form.field('email')}
        label="E-mail"
        size="lg"
        type="email"
        autoComplete="username"
        // biome-ignore lint/a11y/noAutofocus: the page is for nothing else
        autoFocus
        value={values.email}
        onChange={(text) => {
          onEmail(text)
          form.set({ email: text })
        }}
      />
      <PasswordField
        {...form.field('password')}
        label="Password"
        autoComplete="current-password"
        value={values.password}
        onChange={(password) => form.set({ password })}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <Button type="submit" size="lg" variant="primary" busy={form.busy} className="mt-1 w-full">
        Sign in
      </Button>
      <div className="flex items-center gap-3 text-sm text-faint">
        <span aria-hidden className="h-px flex-1 bg-line" />
        or
        <span aria-hidden className="h-px flex-1 bg-line" />
      </div>
      <Button size="lg" icon={Mail} className="w-full" onClick={onOtherWay}>
        Send me a sign-in link
      </Button>
    </form>
  )
}

import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { PasswordField, passwordProblem } from '../../components/forms/PasswordField.tsx'
import { PlaceField } from '../../components/forms/PlaceField.tsx'
import { type Form, useForm } from '../../components/forms/use-form.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { emailProblem } from './credentials.ts'
import { useHashToken } from './link-token.ts'
import { SignInFrame } from './SignInFrame.tsx'
import { useEnter } from './use-enter.ts'

type Values = {
  token: string
  workspaceName: string
  currency: string
  zone: string
  name: string
  email: string
  password: string
}

/** On an empty database: makes the workspace and its first admin, with the token printed at start. */
export function FirstAdminPage() {
  const token = useHashToken()
  const found = useQuery(read('workspace.find', {}))
  if (found.data && !found.data.claim) {
    return (
      <SignInFrame title="This server has its workspace already">
        <p className="text-muted">
          Its first admin has been made.{' '}
          <AppLink className="underline" to={paths.signIn}>
            Sign in
          </AppLink>
        </p>
      </SignInFrame>
    )
  }
  return <Claim key={token} token={token} />
}

function Claim({ token }: { token: string }) {
  const { zone } = useLocale()
  const enter = useEnter()
  const form = useForm<Values>({
    initial: { token, workspaceName: '', currency: 'EUR', zone, name: '', email: '', password: '' },
    check: (values) => ({
      token: values.token.trim() === '' ? 'Enter the token that was printed at start.' : undefined,
      workspaceName: values.workspaceName.trim() === '' ? 'Enter the name of your company.' : undefined,
      name: values.name.trim() === '' ? 'Enter your name.' : undefined,
      email: emailProblem(values.email),
      password: passwordProblem(values.password),
    }),
  })
  const claim = async (): Promise<void> => {
    const { values } = form
    const outcome = await form.submit(() =>
      api('session.claim_workspace', { ...values, token: values.token.trim(), email: values.email.trim() }),
    )
    if (outcome.ok) await enter(paths.setup)
  }
  return (
    <SignInFrame
      title="Make your workspace"
      lead="You become its first admin; everybody else you invite from inside."
    >
      <form
        ref={form.ref}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void claim()
        }}
      >
        {token === '' && (
          <Text form={form} name="token" label="Token" hint="Printed where the server was started." />
        )}
        <Text form={form} name="workspaceName" label="Company" autoComplete="organization" />
        <div className="grid gap-4 sm:grid-cols-2">
          <PlaceField
            kind="currency"
            label="Currency"
            value={form.values.currency}
            onChange={(currency) => form.set({ currency })}
          />
          <PlaceField
            kind="zone"
            label="Time zone"
            value={form.values.zone}
            onChange={(own) => form.set({ zone: own })}
          />
        </div>
        <Text form={form} name="name" label="Your name" autoComplete="name" />
        <Text form={form} name="email" label="E-mail" type="email" autoComplete="username" />
        <PasswordField
          {...form.field('password')}
          label="Password"
          hint="12 characters or more."
          autoComplete="new-password"
          value={form.values.password}
          onChange={(password) => form.set({ password })}
        />
        {form.problem && <InlineError>{form.problem}</InlineError>}
        <Button type="submit" size="lg" variant="primary" className="mt-1 w-full" busy={form.busy}>
          Make the workspace
        </Button>
      </form>
    </SignInFrame>
  )
}

type TextProps = {
  form: Form<Values>
  name: 'token' | 'workspaceName' | 'name' | 'email'
  label: string
  hint?: string
  type?: string
  autoComplete?: string
}

function Text({ form, name, ...rest }: TextProps) {
  return (
    <TextField
      {...form.field(name)}
      {...rest}
      size="lg"
      value={form.values[name]}
      onChange={(text) => form.set({ [name]: text })}
    />
  )
}

import { useQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { PasswordField, passwordProblem } from '../../components/forms/PasswordField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { isInvitation, useHashToken } from './link-token.ts'
import { SignInFrame } from './SignInFrame.tsx'
import { useEnter } from './use-enter.ts'

/**
 * What a link from a mail opens. It is used up by a press and not by opening: mail scanners open every link, and
 * none of them may use it up.
 */
export function LinkPage() {
  const token = useHashToken()
  if (token === '') {
    return (
      <SignInFrame title="This link is not complete" foot={<OtherWay />}>
        <p className="text-muted">
          Open it from the mail itself, or copy it whole, with everything behind the #.
        </p>
      </SignInFrame>
    )
  }
  return isInvitation(token) ? (
    <Invitation key={token} token={token} />
  ) : (
    <SignInByLink key={token} token={token} />
  )
}

function SignInByLink({ token }: { token: string }) {
  const enter = useEnter()
  const form = useForm({ initial: {} })
  const redeem = async (): Promise<void> => {
    const outcome = await form.submit(() => api('session.redeem_link', { token }))
    if (outcome.ok) await enter(paths.today)
  }
  return (
    <SignInFrame
      title="Welcome back"
      lead="One press, and you are signed in on this device for 30 days."
      foot={<OtherWay />}
    >
      <div className="flex flex-col gap-4">
        {form.problem && <InlineError>{form.problem}</InlineError>}
        <Button
          size="lg"
          variant="primary"
          icon={LogIn}
          className="w-full"
          busy={form.busy}
          // biome-ignore lint/a11y/noAutofocus: the page is for nothing else
          autoFocus
          onClick={() => void redeem()}
        >
          Sign in
        </Button>
      </div>
    </SignInFrame>
  )
}

function Invitation({ token }: { token: string }) {
  const enter = useEnter()
  const { data } = useQuery(read('workspace.find', {}))
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => ({ password: passwordProblem(password) }),
  })
  const accept = async (): Promise<void> => {
    const outcome = await form.submit(() =>
      api('session.redeem_link', { token, password: form.values.password }),
    )
    if (outcome.ok) await enter(paths.today)
  }
  return (
    <SignInFrame
      title={data?.workspace ? `Join ${data.workspace.name}` : 'Join Throughline'}
      lead="You are invited to where won deals pass from Sales to Customer Success. Choose a password, and you are in."
      foot={<OtherWay />}
    >
      <form
        ref={form.ref}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void accept()
        }}
      >
        <PasswordField
          {...form.field('password')}
          label="Password"
          hint="12 characters or more."
          autoComplete="new-password"
          autoFocus
          value={form.values.password}
          onChange={(password) => form.set({ password })}
        />
        {form.problem && <InlineError>{form.problem}</InlineError>}
        <Button type="submit" size="lg" variant="primary" className="w-full" busy={form.busy}>
          Accept the invitation
        </Button>
      </form>
    </SignInFrame>
  )
}

function OtherWay() {
  return (
    <p>
      Does it not work? <AppLink to={paths.signIn}>Sign in another way</AppLink>
    </p>
  )
}

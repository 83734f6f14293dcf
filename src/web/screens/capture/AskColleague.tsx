import { useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { CopyField } from '../../components/forms/CopyField.tsx'
import { useForm } from '../../components/forms/use-form.ts'
import { useIntent } from '../../components/forms/use-intent.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'

type AskColleagueProps = {
  dealId: string
  item: BriefItem
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question is in other hands now. */
  onAsked: () => void
}

type Asked = Output<'contribution.ask'>

/** Hands one question to whoever knows it, by a link that opens just that question. */
export function AskColleague({ dealId, item, open, onOpenChange, onAsked }: AskColleagueProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const change = (next: boolean): void => {
    onOpenChange(next)
    if (!next && asked) {
      setAsked(null)
      onAsked()
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={asked ? `${asked.askedName} can answer it now` : 'Who knows this?'}
      description={
        asked ? undefined : <>They get a link to just this question, “{item.label}”, and need no account.</>
      }
    >
      {asked ? (
        <Handed asked={asked} onDone={() => change(false)} />
      ) : (
        <AskForm dealId={dealId} item={item} onAsked={setAsked} />
      )}
    </Dialog>
  )
}

type AskFormProps = { dealId: string; item: BriefItem; onAsked: (asked: Asked) => void }

function AskForm({ dealId, item, onAsked }: AskFormProps) {
  const { workspace } = useSignedIn()
  const keyOf = useIntent()
  const form = useForm({
    initial: { name: '', email: '', note: '' },
    check: ({ name, email }) => ({
      name: name.trim() === '' ? 'Enter the name of whom you ask.' : undefined,
      email:
        email.trim() === '' || /^\S+@\S+$/.test(email.trim())
          ? undefined
          : 'An e-mail address looks like ana@example.com.',
    }),
  })
  const { values } = form
  const ask = async (): Promise<void> => {
    const [name, email, note] = [values.name.trim(), values.email.trim(), values.note.trim()]
    const outcome = await form.submit(() =>
      api(
        'contribution.ask',
        {
          id: dealId,
          requirementId: item.requirementId,
          name,
          ...(email !== '' && { email }),
          ...(note !== '' && { note }),
        },
        { idempotencyKey: keyOf(values) },
      ),
    )
    if (!outcome.ok) return
    void refresh('contribution')
    onAsked(outcome.value)
  }
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
    >
      <TextField
        {...form.field('name')}
        label="Name"
        autoComplete="off"
        value={values.name}
        onChange={(name) => form.set({ name })}
      />
      <TextField
        {...form.field('email')}
        label="E-mail"
        optional
        type="email"
        inputMode="email"
        autoComplete="off"
        hint={
          workspace.mailIsSetUp
            ? 'We mail them the link. Leave it empty to send the link yourself.'
            : 'No mail server is set up here: you send the link yourself.'
        }
        value={values.email}
        onChange={(email) => form.set({ email })}
      />
      <TextArea
        {...form.field('note')}
        label="A word to them"
        optional
        rows={2}
        placeholder="You were in the call on Tuesday: what did they say?"
        value={values.note}
        onChange={(note) => form.set({ note })}
      />
      {form.problem && <InlineError>{form.problem}</InlineError>}
      <Button type="submit" variant="primary" className="self-end" busy={form.busy}>
        Make the link
      </Button>
    </form>
  )
}

function Handed({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const { workspace } = useSignedIn()
  const isMailed = asked.askedEmail !== null && workspace.mailIsSetUp
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        {isMailed
          ? `A mail with the link is on its way to ${asked.askedEmail}.`
          : 'Send them this link yourself. It is shown only now.'}{' '}
        It opens this one question for 14 days; you are told when it is answered.
      </p>
      <CopyField
        label="Link"
        value={asked.link}
        share={{ title: asked.requirementLabel, text: `${asked.askedName}, can you answer this?` }}
      />
      <Button variant="primary" className="self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  )
}

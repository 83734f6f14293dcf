import { Quote } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Output } from '../../../contract/operations.ts'
import { api } from '../../api.ts'
import { outcomeOf } from '../../components/answers/answer-draft.ts'
import { Button } from '../../ui/Button.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import type { Sending } from './answer-queue.ts'
import { isWaiting } from './answer-queue.ts'
import { KeptNotice } from './KeptNotice.tsx'
import { Question } from './Question.tsx'
import { useAnswerQueue } from './use-answer-queue.ts'

type ContributeFormProps = {
  token: string
  shown: Output<'contribution.show'>
  onDone: (thanks: string) => void
}

export function ContributeForm({ token, shown, onDone }: ContributeFormProps) {
  const { item } = shown
  const [problem, setProblem] = useState<string | null>(null)
  const done = useRef(onDone)
  done.current = onDone
  const send = useCallback(
    async ({ version, answer, key }: Sending): Promise<BriefItem> => {
      if (answer === null) return item
      const { thanks } = await api('contribution.answer', { version, answer }, { token, idempotencyKey: key })
      done.current(thanks)
      return item
    },
    [token, item],
  )
  const items = useMemo(() => [item], [item])
  const { queue, answers, waiting, isCutOff } = useAnswerQueue({
    owner: 'link',
    about: fingerprint(token),
    items,
    send,
  })
  const answer = answers.get(item.requirementId)
  const finish = (): void => {
    const now = queue.all().get(item.requirementId)
    if (!now) return
    const said = outcomeOf(now.item, now.draft)
    if (said.kind === 'empty') return setProblem('Write an answer first, or say why there is none.')
    if (said.kind === 'incomplete') return setProblem(said.reason)
    queue.finish(item.requirementId)
  }
  useShortcuts([{ keys: 'mod+enter', label: 'Send', section: 'Answer', run: finish, whileTyping: true }])
  if (!answer) return null
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-md text-muted">
          <span className="font-medium text-ink">{shown.askedBy}</span> asks you, {shown.askedName}, about{' '}
          <span className="font-medium text-ink">{shown.accountName ?? shown.dealName}</span>
        </h1>
        {shown.note && (
          <p className="mt-3 flex gap-2.5 rounded-lg bg-sunken px-3 py-2.5 text-pretty whitespace-pre-wrap">
            <Quote aria-hidden className="mt-0.5 size-3.5 shrink-0 text-faint" />
            {shown.note}
          </p>
        )}
      </div>
      {isCutOff && (
        <div className="overflow-hidden rounded-lg">
          <KeptNotice waiting={waiting.length} onRetry={queue.wake} />
        </div>
      )}
      <Question
        answer={answer}
        queue={queue}
        currency="EUR"
        problem={problem}
        onDecided={() => {}}
        onWrite={() => setProblem(null)}
      />
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <p className="min-w-0 flex-1 basis-40 text-sm text-muted">
          Only this question is open to you. The link closes{' '}
          <RelativeTime at={shown.expiresAt} width="long" />.
        </p>
        <Button
          size="lg"
          variant="primary"
          className="phone:w-full"
          busy={isWaiting(answer)}
          shortcut="mod+enter"
          disabledReason={answer.state.kind === 'conflict' ? 'Choose first which answer stays' : null}
          onClick={finish}
        >
          Send the answer
        </Button>
      </div>
    </div>
  )
}

/** Tells links apart on this device without keeping the secret itself there. */
function fingerprint(token: string): string {
  let hash = 0x811c9dc5
  for (const char of token) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(16)
}

import { useQuery } from '@tanstack/react-query'
import { UserRoundPlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import { draftOf, outcomeOf } from '../../components/answers/answer-draft.ts'
import { isDirty } from '../../components/answers/answer-save.ts'
import { read } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import { AskColleague } from './AskColleague.tsx'
import { AskedColleagues } from './AskedColleagues.tsx'
import type { AnswerQueue, QueuedAnswer } from './answer-queue.ts'
import { CaptureFoot } from './CaptureFoot.tsx'
import { Question } from './Question.tsx'
import { useChoiceKeys } from './use-choice-keys.ts'

type CaptureQuestionProps = {
  brief: Brief
  answer: QueuedAnswer
  queue: AnswerQueue
  place: { index: number; count: number }
  onBack: () => void
  onNext: () => void
}

/** Long enough to see the choice taken, short enough not to wait for it. */
const untilNextMs = 260

export function CaptureQuestion({ brief, answer, queue, place, onBack, onNext }: CaptureQuestionProps) {
  const { workspace } = useSignedIn()
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  // Asked without a connection, the dialog says so itself: it must be here.
  useEffect(() => void Dialog.preload(), [])
  const box = useRef<HTMLDivElement>(null)
  const handed = useQuery(read('contribution.list', { id: brief.dealId }))
  const { item, draft } = answer
  const id = item.requirementId
  const may = brief.can['change'] ?? true
  const section = brief.sections.find((one) => one.id === item.section)?.title
  const outcome = outcomeOf(item, draft)
  const next = (): void => {
    if (answer.state.kind === 'conflict') return setProblem('Choose first which answer stays.')
    const now = queue.all().get(id) ?? answer
    const said = outcomeOf(now.item, now.draft)
    if (said.kind === 'incomplete') return setProblem(said.reason)
    // What is typed and cannot be read (an amount in words) is no answer, and is not to be passed over in silence.
    const unread = said.kind === 'empty' && box.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    if (unread) return unread.focus()
    if (isDirty(now)) queue.finish(id)
    onNext()
  }
  const decided = (): void => {
    queue.finish(id)
    setTimeout(onNext, untilNextMs)
  }
  useShortcuts([
    { keys: 'mod+enter', label: 'Next question', section: 'Capture', run: next, whileTyping: true },
    { keys: 'mod+backspace', label: 'Previous question', section: 'Capture', run: onBack },
  ])
  useChoiceKeys(item, (value) => {
    queue.write(id, { ...draftOf({ answer: null }), value })
    decided()
  })
  const mine = handed.data?.items.filter((one) => one.requirementId === id && one.revokedAt === null) ?? []
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={box} tabIndex={0} className="ring-inside min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-2xl px-4 pt-6 pb-10 sm:px-6 sm:pt-12">
          {may !== true && (
            <div className="mb-6">
              <Banner tone="warn" title="You can read this, not answer it.">
                {may}
              </Banner>
            </div>
          )}
          <Question
            answer={answer}
            queue={queue}
            above={
              <>
                <span className="num">{place.index + 1}</span> of {place.count}
                {section && ` · ${section}`}
              </>
            }
            currency={workspace.currency}
            canWaive={brief.can['waive'] === true ? true : undefined}
            problem={problem}
            onDecided={decided}
            onWrite={() => setProblem(null)}
          >
            <div className="mt-4 flex flex-col gap-3 border-t border-line pt-3">
              {mine.length > 0 && <AskedColleagues items={mine} />}
              <Button
                size="sm"
                variant="ghost"
                icon={UserRoundPlus}
                className="-ml-2 self-start"
                disabledReason={may === true ? null : may}
                onClick={() => setAsking(true)}
              >
                {mine.length > 0 ? 'Ask somebody else' : 'Somebody else knows this'}
              </Button>
            </div>
          </Question>
        </div>
      </div>
      <CaptureFoot
        isFirst={place.index === 0}
        isLast={place.index === place.count - 1}
        isEmpty={outcome.kind === 'empty' && answer.version === 0}
        onBack={onBack}
        onNext={next}
        onSkip={next}
      />
      <AskColleague
        dealId={brief.dealId}
        item={item}
        open={asking}
        onOpenChange={setAsking}
        onAsked={onNext}
      />
    </>
  )
}

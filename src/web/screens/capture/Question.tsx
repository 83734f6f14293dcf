import { CloudOff } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { AnswerEditor } from '../../components/answers/AnswerEditor.tsx'
import type { AnswerDraft } from '../../components/answers/answer-draft.ts'
import { preloadMenus } from '../../ui/Menu.tsx'
import { SaveIndicator } from '../../ui/SaveIndicator.tsx'
import { useMedia, usePhone } from '../../ui/use-media.ts'
import { AnswerConflict } from './AnswerConflict.tsx'
import type { AnswerQueue, QueuedAnswer } from './answer-queue.ts'
import { bigTargets } from './big-targets.ts'

type QuestionProps = {
  answer: QueuedAnswer
  queue: AnswerQueue
  /** Small, above: the section. */
  above?: ReactNode
  currency: string
  canWaive?: true | string
  /** What keeps it from being finished, once one tried. */
  problem: string | null
  /** One press said it all. */
  onDecided: () => void
  onWrite: () => void
  children?: ReactNode
}

const chosen: ReadonlySet<string> = new Set(['yes_no', 'choice'])

/** One question with the screen to itself. */
export function Question(props: QuestionProps) {
  const { answer, queue, above, currency, canWaive, problem, onDecided, onWrite, children } = props
  const { item, draft, state } = answer
  const id = item.requirementId
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const byPointer = useLastPress()
  // What a question opens must be here before the connection is lost.
  useEffect(() => void preloadMenus(), [])
  const touch = useMedia('(pointer: coarse)')
  const typed = !touch && answer.state.kind !== 'conflict' && !chosen.has(item.type)
  // a field takes the focus where there is a keyboard; elsewhere the question does, and nothing covers it
  useEffect(() => {
    const first = typed && field.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea')
    ;(first || heading.current)?.focus({ preventScroll: true })
  }, [typed])
  const write = (next: AnswerDraft): void => {
    queue.write(id, next)
    onWrite()
  }
  return (
    <section aria-labelledby={`question-${id}`} className="animate-enter">
      {above && <p className="mb-1 text-muted">{above}</p>}
      <h2
        ref={heading}
        id={`question-${id}`}
        tabIndex={-1}
        className="text-xl font-semibold tracking-tight text-balance outline-none"
      >
        {item.label}
      </h2>
      <p className="mt-1.5 text-md text-pretty text-muted">{item.prompt}</p>
      <div ref={field} className={`mt-5 ${bigTargets}`}>
        {state.kind === 'conflict' ? (
          <AnswerConflict
            answer={answer}
            onKeepMine={() => queue.keepMine(id)}
            onTakeTheirs={() => queue.takeTheirs(id)}
          />
        ) : (
          <AnswerEditor
            item={item}
            draft={draft}
            currency={currency}
            canWaive={canWaive}
            brief
            error={problem ?? (state.kind === 'error' ? state.message : null)}
            onChange={write}
            onDecided={() => byPointer() && onDecided()}
          />
        )}
      </div>
      <Kept answer={answer} />
      {children}
    </section>
  )
}

/** How safe the answer is. What one is still writing is kept too, at every stroke. */
function Kept({ answer }: { answer: QueuedAnswer }) {
  const phone = usePhone()
  if (answer.state.kind === 'offline' && answer.wanted) {
    return (
      <p role="status" className="mt-3 flex items-center gap-1.5 text-sm text-warn-ink">
        <CloudOff aria-hidden className="size-3.5" />
        Kept on {phone ? 'this phone' : 'this device'}, sent when the connection is back
      </p>
    )
  }
  if (answer.state.kind === 'error' || answer.state.kind === 'idle') return null
  return <SaveIndicator state={answer.state} className="mt-3" />
}

/**
 * Whether the last press was by finger or mouse. Choosing with the arrow keys passes over every option: it must not
 * lead on to the next question by itself.
 */
function useLastPress(): () => boolean {
  const pointer = useRef(false)
  useEffect(() => {
    const press = (): void => {
      pointer.current = true
    }
    const key = (): void => {
      pointer.current = false
    }
    document.addEventListener('pointerdown', press, true)
    document.addEventListener('keydown', key, true)
    return () => {
      document.removeEventListener('pointerdown', press, true)
      document.removeEventListener('keydown', key, true)
    }
  }, [])
  return () => pointer.current
}

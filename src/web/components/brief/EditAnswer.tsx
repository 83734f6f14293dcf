import { Lightbulb } from 'lucide-react'
import { useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import { Button } from '../../ui/Button.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { SaveIndicator } from '../../ui/SaveIndicator.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { outcomeOf } from '../answers/answer-draft.ts'
import { isDirty } from '../answers/answer-save.ts'
import type { AnswerSaving } from '../answers/use-answer-save.ts'

const AnswerEditor = lazyPart(async () => (await import('../answers/AnswerEditor.tsx')).AnswerEditor, {
  waiting: <Skeleton className="h-20 w-full" />,
})

type EditAnswerProps = {
  item: BriefItem
  saving: AnswerSaving
  currency: string
  canWaive: true | string | undefined
  onDone: () => void
}

/** The editor of one answer in the brief: it saves by itself and says so. */
export function EditAnswer({ item, saving, currency, canWaive, onDone }: EditAnswerProps) {
  const { save, write, decide, flush } = saving
  const [left, setLeft] = useState(false)
  const outcome = outcomeOf(item, save.draft)
  const complaint = left && isDirty(save) && outcome.kind === 'incomplete' ? outcome.reason : null
  return (
    <div
      className="-mx-3 rounded-lg border border-line-strong bg-canvas p-3 shadow-control"
      onBlur={() => {
        setLeft(true)
        flush()
      }}
    >
      <p className="mb-2 flex items-start gap-1.5 text-sm text-pretty text-muted">
        <Lightbulb aria-hidden className="mt-0.5 size-3.5 shrink-0 text-faint" />
        {item.prompt}
      </p>
      <AnswerEditor
        item={item}
        draft={save.draft}
        onChange={write}
        onDecided={decide}
        currency={currency}
        canWaive={canWaive ?? 'Only managers, RevOps and admins can do this.'}
        error={complaint}
        autoFocus
      />
      <div className="mt-3 flex min-h-8 items-center gap-2">
        <span className="min-w-0 flex-1">
          <SaveIndicator state={save.state} />
        </span>
        {item.answer !== null && (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => decide({ ...save.draft, state: 'given', value: null })}
          >
            Take it back
          </Button>
        )}
        <Button size="sm" shortcut="mod+enter" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}

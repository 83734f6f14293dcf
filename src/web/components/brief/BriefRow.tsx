import { MessageCirclePlus, Pencil } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useRef, useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { SaveIndicator } from '../../ui/SaveIndicator.tsx'
import { AnswerView } from '../answers/AnswerView.tsx'
import { isDirty } from '../answers/answer-save.ts'
import { answered } from '../answers/answered.ts'
import { type AnswerSaving, useAnswerSave } from '../answers/use-answer-save.ts'
import { RowQuestions } from '../questions/RowQuestions.tsx'
import { AnswerFooting } from './AnswerFooting.tsx'
import { EditAnswer } from './EditAnswer.tsx'
import { NeedMark } from './NeedMark.tsx'

const ConflictPanel = lazyPart(async () => (await import('../../ui/ConflictPanel.tsx')).ConflictPanel)

type BriefRowProps = {
  item: BriefItem
  dealId: string
  currency: string
  can: Readonly<Record<string, true | string>>
  editing: boolean
  onEdit: (requirementId: string | null) => void
  handoff?: Handoff
  canAsk: true | string
  /** What could be better is said in one line. */
  terse: boolean
}

/** Shown while the row is pointed at or has the focus; always where there is no pointer. */
const quietTools =
  'transition-opacity group-hover/row:opacity-100 group-focus-within/row:opacity-100 pointer-fine:opacity-0'

/** One requirement: what is asked on the left, what is known on the right; pressed, it is edited where it stands. */
export const BriefRow = memo(function BriefRow(props: BriefRowProps) {
  const { item, dealId, currency, can, editing, onEdit, handoff, canAsk, terse } = props
  const saving = useAnswerSave(dealId, item)
  const { save } = saving
  const [asking, setAsking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const change = can['change'] ?? true
  const leave = (focusBack: boolean) => {
    saving.flush()
    onEdit(null)
    if (focusBack) requestAnimationFrame(() => button.current?.focus())
  }
  useOutsidePress(box, editing, () => leave(false))
  const onKeyDown = (event: KeyboardEvent) => {
    const done = event.key === 'Escape' || (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
    if (!editing || !done || event.nativeEvent.isComposing || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    leave(true)
  }
  const shown = isDirty(save) ? answered(item, save.draft) : item
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside
    <div
      ref={box}
      id={`answer-${item.requirementId}`}
      data-brief-row={item.requirementId}
      className="group/row grid scroll-mt-4 gap-x-6 gap-y-1 border-b border-line py-3 last:border-0 sm:grid-cols-[12rem_minmax(0,1fr)]"
      onKeyDown={onKeyDown}
    >
      <div className="flex items-start gap-1 sm:pt-0.5">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium text-balance">{item.label}</h3>
          <NeedMark item={item} />
        </div>
        <span className={`-mt-1 flex ${quietTools}`}>
          {handoff && (
            <IconButton
              size="sm"
              icon={MessageCirclePlus}
              label={`Ask about ${item.label}`}
              disabledReason={canAsk === true ? null : canAsk}
              onClick={() => setAsking(true)}
            />
          )}
          {!editing && (
            <IconButton
              ref={button}
              size="sm"
              icon={Pencil}
              data-brief-edit=""
              label={`${item.answer === null ? 'Answer' : 'Edit'} ${item.label}`}
              disabledReason={change === true ? null : change}
              onClick={() => onEdit(item.requirementId)}
            />
          )}
        </span>
      </div>
      <div className="min-w-0">
        {save.state.kind === 'conflict' && <Conflict saving={saving} />}
        {editing && save.state.kind !== 'conflict' ? (
          <EditAnswer
            item={item}
            saving={saving}
            currency={currency}
            canWaive={can['waive']}
            onDone={() => leave(true)}
          />
        ) : (
          <>
            {save.state.kind !== 'conflict' && (
              // biome-ignore lint/a11y/noStaticElementInteractions: the pencil beside it does the same
              // biome-ignore lint/a11y/useKeyWithClickEvents: the pencil beside it does the same
              <div
                className={
                  change === true
                    ? '-mx-2 cursor-text rounded-md border border-transparent px-2 py-0.5 hover:bg-hover'
                    : '-mx-2 px-2 py-0.5'
                }
                onClick={(event) => change === true && !isOwn(event) && onEdit(item.requirementId)}
              >
                <AnswerView item={shown} placeholder={item.prompt} />
              </div>
            )}
            {(isDirty(save) || save.state.kind === 'saving') && save.state.kind !== 'conflict' && (
              <SaveIndicator state={save.state} />
            )}
            <AnswerFooting item={item} terse={terse} />
          </>
        )}
        {handoff && (
          <RowQuestions item={item} handoff={handoff} asking={asking} onDone={() => setAsking(false)} />
        )}
      </div>
    </div>
  )
})

/** Links inside an answer stay links, and marking text is not a wish to edit it. */
function isOwn(event: MouseEvent): boolean {
  const link = event.target instanceof Element && event.target.closest('a,button,summary') !== null
  return link || String(globalThis.getSelection() ?? '') !== ''
}

function Conflict({ saving }: { saving: AnswerSaving }) {
  const { save, keepMine, takeTheirs } = saving
  const { theirs, item } = save
  return (
    <ConflictPanel
      label={item.label}
      mine={<AnswerView item={answered(item, save.draft)} />}
      theirs={<AnswerView item={item} placeholder="Taken back" />}
      by={theirs?.author?.name ?? theirs?.sourceLabel ?? 'Somebody else'}
      at={theirs?.answeredAt ?? new Date().toISOString()}
      onKeepMine={keepMine}
      onTakeTheirs={takeTheirs}
    />
  )
}

const popups = '[role=dialog],[role=menu],[role=listbox],[data-base-ui-portal]'

/** A press elsewhere on the page ends editing; one in a list that a field opened does not. */
function useOutsidePress(
  box: React.RefObject<HTMLElement | null>,
  active: boolean,
  onPress: () => void,
): void {
  const run = useRef(onPress)
  run.current = onPress
  useEffect(() => {
    if (!active) return
    const press = (event: PointerEvent) => {
      const target = event.target
      if (!(target instanceof Element) || box.current?.contains(target)) return
      if (target.closest(popups) === null) run.current()
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [active, box])
}

import { CircleOff, Hourglass, ShieldOff, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerState } from '../../../core/deal/answer.ts'
import type { Day } from '../../../core/lib/instant.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { afterMenu } from '../after-menu.ts'
import { type AnswerDraft, dayFromNow } from './answer-draft.ts'
import { EvidenceFields } from './EvidenceFields.tsx'
import { ExcuseFields } from './ExcuseFields.tsx'
import { ValueField } from './ValueField.tsx'

export type AnswerEditorProps = {
  /** What is asked. */
  item: BriefItem
  /** What is written at the moment: begin with `draftOf(item)`, read it with `outcomeOf(item, draft)`. */
  draft: AnswerDraft
  onChange: (draft: AnswerDraft) => void
  /**
   * One press said it all ("no competitor", yes or no, a choice, a day): a good moment to save, or to go on to the
   * next question. Called after `onChange` with the same draft.
   */
  onDecided?: (draft: AnswerDraft) => void
  /** The workspace's currency. */
  currency: string
  /** Whether the reader may waive: true, or why not (`brief.can.waive`). Left out where nobody waives. */
  canWaive?: true | string
  /** Shows label, prompt and example above the field; otherwise the label is only read aloud. */
  labelled?: boolean
  /** Leaves out evidence and "who says so", where three minutes count. */
  brief?: boolean
  /** What is wrong with it, from `outcomeOf` or the server. */
  error?: string | null
  /** Puts the cursor into the first field. */
  autoFocus?: boolean
}

const decidedAtOnce = new Set(['yes_no', 'choice', 'date'])

/**
 * Edits the answer to one requirement by its type, or excuses it: none, not applicable, waived, unknown until.
 * It only edits: whoever uses it keeps the draft and decides when to save (see `useAnswerSave`).
 */
export function AnswerEditor(props: AnswerEditorProps) {
  const { item, draft, onChange, onDecided, currency, labelled, error, autoFocus } = props
  const [turned, setTurned] = useState(false)
  const turn = (state: AnswerState): void => {
    const next = turnedTo(draft, state, item.unknownLimitOn)
    setTurned(true)
    onChange(next)
    if (state === 'none') onDecided?.(next)
  }
  if (draft.state !== 'given') {
    return (
      <div className="flex flex-col gap-3">
        {labelled && <p className="font-medium">{item.label}</p>}
        <ExcuseFields item={item} draft={draft} onChange={onChange} autoFocus={turned || autoFocus} />
        {error && <p className="text-sm text-danger-ink">{error}</p>}
        <Button
          size="sm"
          variant="ghost"
          icon={Undo2}
          className="-ml-2 self-start"
          onClick={() => turn('given')}
        >
          Answer it instead
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <ValueField
        item={item}
        label={item.label}
        hideLabel={!labelled}
        hint={labelled ? item.prompt : undefined}
        error={error}
        currency={currency}
        autoFocus={turned || autoFocus}
        value={draft.value}
        onChange={(value) => {
          const next = { ...draft, value }
          onChange(next)
          if (decidedAtOnce.has(item.type) && value !== null) onDecided?.(next)
        }}
      />
      <OtherAnswers {...props} onTurn={turn} />
      {!props.brief && <Backing draft={draft} onChange={onChange} />}
    </div>
  )
}

function turnedTo(draft: AnswerDraft, state: AnswerState, last: Day | null): AnswerDraft {
  const soon = dayFromNow(5)
  return {
    ...draft,
    state,
    reason: '',
    waivedUntilOn: state === 'waived' ? dayFromNow(14) : null,
    untilOn: state !== 'unknown' ? null : last !== null && last < soon ? last : soon,
    person: '',
  }
}

function whyKnown({ neverUnknown, unknownLimitOn }: BriefItem): string | null {
  if (neverUnknown) return 'This has to be known before the deal is won'
  if (unknownLimitOn === null || unknownLimitOn >= dayFromNow(0)) return null
  return `${unknownLimitOn} was the last day to leave it unknown`
}

/** "None" in one click where it is an answer; the excuses behind a menu. */
function OtherAnswers({
  item,
  canWaive,
  onTurn,
}: Pick<AnswerEditorProps, 'item' | 'canWaive'> & { onTurn: (state: AnswerState) => void }) {
  const items: MenuItem[] = [
    {
      kind: 'action',
      label: 'Does not apply',
      icon: CircleOff,
      hint: 'With the reason',
      onSelect: () => afterMenu(() => onTurn('not_applicable')),
    },
    {
      kind: 'action',
      label: 'Not known yet',
      icon: Hourglass,
      hint: 'Until a day, and who finds out',
      disabledReason: whyKnown(item),
      onSelect: () => afterMenu(() => onTurn('unknown')),
    },
    ...(canWaive === undefined
      ? []
      : [
          {
            kind: 'action' as const,
            label: 'Waive it',
            icon: ShieldOff,
            hint: 'With reason and expiry',
            disabledReason: canWaive === true ? null : canWaive,
            onSelect: () => afterMenu(() => onTurn('waived')),
          },
        ]),
  ]
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {item.noneLabel && (
        <Button size="sm" onClick={() => onTurn('none')}>
          {item.noneLabel}
        </Button>
      )}
      <Menu
        label={`Other ways to answer ${item.label}`}
        trigger={
          <Button size="sm" variant="ghost" className={item.noneLabel ? '' : '-ml-2'}>
            I can’t answer this…
          </Button>
        }
        items={items}
      />
    </div>
  )
}

function Backing({ draft, onChange }: Pick<AnswerEditorProps, 'draft' | 'onChange'>) {
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3 border-t border-line pt-3">
      <Segmented
        size="sm"
        label="Who says so?"
        options={[
          { value: 'customer', label: 'The customer confirmed it' },
          { value: 'assumed', label: 'We assume it' },
        ]}
        value={draft.validated}
        onChange={(validated) => onChange({ ...draft, validated })}
      />
      <EvidenceFields value={draft.evidence} onChange={(evidence) => onChange({ ...draft, evidence })} />
    </div>
  )
}

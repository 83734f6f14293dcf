import type { BriefItem } from '../../../contract/deals.ts'
import { DateField } from '../../ui/DateField.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type AnswerDraft, dayFromNow } from './answer-draft.ts'

type ExcuseFieldsProps = {
  item: Pick<BriefItem, 'label' | 'noneLabel' | 'unknownLimitOn'>
  draft: AnswerDraft
  onChange: (draft: AnswerDraft) => void
  /** Only after a press; the fields say themselves what they are for. */
  autoFocus?: boolean
}

/** What has to be said when a requirement is not simply answered. */
export function ExcuseFields({ item, draft, onChange, autoFocus }: ExcuseFieldsProps) {
  const set = (part: Partial<AnswerDraft>): void => onChange({ ...draft, ...part })
  switch (draft.state) {
    case 'given':
      return null
    case 'none':
      return (
        <p>
          <span className="font-medium">{item.noneLabel ?? 'There is none'}.</span>{' '}
          <span className="text-muted">This is a full answer.</span>
        </p>
      )
    case 'not_applicable':
      return (
        <TextArea
          label="Why does it not apply?"
          hint="It then counts neither for nor against the brief."
          rows={2}
          // biome-ignore lint/a11y/noAutofocus: it opens to be typed in
          autoFocus={autoFocus}
          value={draft.reason}
          onChange={(reason) => set({ reason })}
        />
      )
    case 'waived':
      return (
        <div className="grid gap-3 sm:grid-cols-[1fr_10rem]">
          <TextArea
            label="Why may it be left out?"
            hint="Stands in the brief and the timeline with your name."
            rows={2}
            // biome-ignore lint/a11y/noAutofocus: it opens to be typed in
            autoFocus={autoFocus}
            value={draft.reason}
            onChange={(reason) => set({ reason })}
          />
          <DateField
            label="Until"
            hint="Then it is owed again."
            min={dayFromNow(0)}
            value={draft.waivedUntilOn}
            onChange={(waivedUntilOn) => set({ waivedUntilOn })}
          />
        </div>
      )
    case 'unknown':
      return (
        <div className="grid gap-3 sm:grid-cols-[10rem_1fr]">
          <DateField
            label="Known by"
            hint="Counts as missing till then."
            min={dayFromNow(0)}
            {...(item.unknownLimitOn !== null && { max: item.unknownLimitOn })}
            value={draft.untilOn}
            onChange={(untilOn) => set({ untilOn })}
          />
          <TextField
            label="Who finds out?"
            hint="A name, ours or the customer’s."
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: it opens to be typed in
            autoFocus={autoFocus}
            value={draft.person}
            onChange={(person) => set({ person })}
          />
        </div>
      )
  }
}

import { Plus, Quote, X } from 'lucide-react'
import type { Evidence } from '../../../core/deal/answer.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isWebAddress, withScheme } from './answer-draft.ts'

type EvidenceFieldsProps = {
  value: readonly Evidence[]
  onChange: (value: Evidence[]) => void
}

/** What backs an answer: the words that were said, by whom, and where one can see or hear them. */
export function EvidenceFields({ value, onChange }: EvidenceFieldsProps) {
  const put = (index: number, part: Partial<Evidence>): void =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <div className={`flex min-w-0 flex-col gap-2 ${value.length > 0 ? 'basis-full' : ''}`}>
      {value.map((evidence, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of evidence have no id
          key={index}
          className="relative grid gap-2 border-l-2 border-line-strong pl-3 sm:grid-cols-2"
        >
          <legend className="sr-only">Evidence {index + 1}</legend>
          <TextArea
            className="pr-9 sm:col-span-2"
            label="In their words"
            rows={1}
            placeholder="“We find out about a missed delivery when the customer calls.”"
            value={evidence.quote ?? ''}
            onChange={(quote) => put(index, { quote })}
          />
          <TextField
            label="Said by"
            autoComplete="off"
            value={evidence.speaker ?? ''}
            onChange={(speaker) => put(index, { speaker })}
          />
          <TextField
            label="Link"
            type="url"
            inputMode="url"
            placeholder="https://…"
            autoComplete="off"
            error={
              !evidence.url || evidence.url.length < 9 || isWebAddress(withScheme(evidence.url))
                ? null
                : 'This is no web address.'
            }
            value={evidence.url ?? ''}
            onChange={(url) => put(index, { url })}
            onBlur={() => evidence.url && put(index, { url: withScheme(evidence.url) })}
          />
          <span className="absolute top-5.5 right-0">
            <IconButton
              size="sm"
              icon={X}
              label={`Remove evidence ${index + 1}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          </span>
        </fieldset>
      ))}
      <Button
        size="sm"
        variant="ghost"
        icon={value.length === 0 ? Quote : Plus}
        className="-ml-1 self-start"
        disabledReason={value.length >= 20 ? 'No more than 20 pieces of evidence' : null}
        onClick={() => onChange([...value, {}])}
      >
        {value.length === 0 ? 'Add a quote or a link' : 'Add more evidence'}
      </Button>
    </div>
  )
}

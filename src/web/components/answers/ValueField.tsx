import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerValue } from '../../../core/deal/answer.ts'
import { DateField } from '../../ui/DateField.tsx'
import type { FieldProps } from '../../ui/Field.tsx'
import { MoneyField } from '../../ui/MoneyField.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { linksIn, moneyIn, peopleIn, rowsIn, textIn } from './answer-draft.ts'
import { LinksField } from './LinksField.tsx'
import { PeopleField } from './PeopleField.tsx'
import { TableField } from './TableField.tsx'

export type ValueFieldProps = FieldProps & {
  item: Pick<BriefItem, 'type' | 'options' | 'columns' | 'example'>
  value: AnswerValue | null
  onChange: (value: AnswerValue | null) => void
  /** The workspace's currency, and so the one amounts begin with. */
  currency: string
  autoFocus?: boolean
}

const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CAD', 'AUD', 'JPY']

/** The control for one type of requirement. */
export function ValueField({ item, value, onChange, currency, autoFocus, ...frame }: ValueFieldProps) {
  switch (item.type) {
    case 'text':
      return (
        <TextArea
          {...frame}
          // biome-ignore lint/a11y/noAutofocus: asked for by whoever opened it by a press
          autoFocus={autoFocus}
          value={textIn(value)}
          onChange={onChange}
          rows={3}
          placeholder={item.example === null ? undefined : `For example: ${item.example}`}
        />
      )
    case 'number':
      return <NumberField {...frame} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'money': {
      const money = moneyIn(value)
      return (
        <MoneyField
          {...frame}
          currency={currency}
          currencies={[...new Set([currency, ...(money ? [money.currency] : []), ...currencies])]}
          value={money && { minor: money.amountMinor, currency: money.currency }}
          onChange={(next) => onChange(next && { amountMinor: next.minor, currency: next.currency })}
        />
      )
    }
    case 'date':
      return <DateField {...frame} value={textIn(value) || null} onChange={onChange} />
    case 'yes_no':
      return (
        <Segmented
          label={frame.label}
          showLabel={!frame.hideLabel}
          hint={frame.hint}
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : null}
          onChange={(next) => onChange(next === 'yes')}
        />
      )
    case 'choice':
      return <ChoiceField {...frame} item={item} value={textIn(value) || null} onChange={onChange} />
    case 'person_list':
      return <PeopleField {...frame} value={peopleIn(value)} onChange={onChange} autoFocus={autoFocus} />
    case 'link_list':
      return <LinksField {...frame} value={linksIn(value)} onChange={onChange} autoFocus={autoFocus} />
    case 'table':
      return (
        <TableField
          {...frame}
          columns={item.columns}
          example={item.example}
          value={rowsIn(value)}
          onChange={onChange}
          autoFocus={autoFocus}
        />
      )
  }
}

type ChoiceFieldProps = FieldProps & {
  item: Pick<BriefItem, 'options'>
  value: string | null
  onChange: (value: string) => void
}

/** Few options are all in sight; many are a list to open. */
function ChoiceField({ item, value, onChange, ...frame }: ChoiceFieldProps) {
  const options = item.options.map(({ id, label }) => ({ value: id, label }))
  if (options.length > 6) return <Select {...frame} options={options} value={value} onChange={onChange} />
  return (
    <RadioGroup
      label={frame.label}
      hideLabel={frame.hideLabel}
      hint={frame.hint}
      error={frame.error}
      options={options}
      value={value}
      onChange={onChange}
    />
  )
}

import { useState } from 'react'
import { formatAmount, type Money, parseMoney } from '../format.ts'
import { classNames } from './class-names.ts'
import { bareInput, controlFocusWithin, controlFrame } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'
import { useLocale } from './FormatContext.tsx'

export type MoneyFieldProps = FieldProps & {
  value: Money | null
  onChange: (value: Money | null) => void
  /** The currency to begin with; the only one unless `currencies` offers more. */
  currency: string
  currencies?: readonly string[]
  name?: string
  onBlur?: () => void
}

/** An amount as people type it (`25k`, `€ 25.000,50`), held in minor units with its currency. */
export function MoneyField({
  value,
  onChange,
  currency,
  currencies,
  name,
  onBlur,
  error,
  ...rest
}: MoneyFieldProps) {
  const at = useLocale()
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [chosen, setChosen] = useState(value?.currency ?? currency)
  const code = value?.currency ?? chosen
  const take = (text: string, inCurrency: string) => {
    if (text.trim() === '') {
      setWrong(null)
      return onChange(null)
    }
    const read = parseMoney(at, text, inCurrency)
    setWrong(read.ok ? null : read.reason)
    if (read.ok) onChange({ minor: read.value, currency: inCurrency })
  }
  const shown = value === null ? '' : formatAmount(at, value)
  const many = currencies !== undefined && currencies.length > 1
  return (
    <Field {...rest} error={error ?? wrong}>
      {(ids) => (
        <div className={classNames('flex h-8 items-center gap-2 pl-2.5', controlFrame, controlFocusWithin)}>
          <input
            {...ids}
            name={name}
            inputMode="decimal"
            autoComplete="off"
            className={classNames(bareInput, 'num h-full')}
            value={draft ?? shown}
            onChange={(event) => {
              setDraft(event.target.value)
              take(event.target.value, code)
            }}
            onBlur={() => {
              if (wrong === null) setDraft(null)
              onBlur?.()
            }}
          />
          {many ? (
            <select
              aria-label={`Currency of ${rest.label}`}
              className="ring-inside h-full rounded-r-md border-l border-line bg-transparent px-2 text-muted"
              value={code}
              onChange={(event) => {
                setChosen(event.target.value)
                take(draft ?? shown, event.target.value)
              }}
            >
              {currencies.map((item) => (
                <option key={item}>{item}</option>
              ))}
            </select>
          ) : (
            <span className="pr-2.5 text-faint">{code}</span>
          )}
        </div>
      )}
    </Field>
  )
}

import { ChevronsUpDown } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { controlFocus, controlFrame } from '../../ui/control-style.ts'
import { Field, type FieldProps } from '../../ui/Field.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { PlaceList } from './PlaceList.tsx'
import {
  currencyPlace,
  localePlace,
  searchCurrencies,
  searchLocales,
  searchZones,
  zonePlace,
} from './place-choices.ts'

type PlaceFieldProps = FieldProps & {
  kind: 'zone' | 'locale' | 'currency'
  value: string
  onChange: (value: string) => void
}

const kinds = {
  zone: { search: searchZones, placeOf: zonePlace, placeholder: 'A city, such as Dublin' },
  locale: { search: searchLocales, placeOf: localePlace, placeholder: 'A language' },
  currency: { search: searchCurrencies, placeOf: currencyPlace, placeholder: 'A currency' },
} as const

/** A time zone, a way of writing dates and numbers, or a currency, found by typing. */
export function PlaceField({ kind, value, onChange, ...frame }: PlaceFieldProps) {
  const { search, placeOf, placeholder } = kinds[kind]
  return (
    <Field {...frame}>
      {(ids, labelId) => (
        <Popover
          bare
          label={frame.label}
          trigger={
            <button
              {...ids}
              type="button"
              aria-labelledby={`${labelId} ${ids.id}`}
              className={classNames(
                'flex h-8 w-full items-center gap-2 pr-2 pl-2.5 text-left',
                controlFrame,
                controlFocus,
              )}
            >
              <span className={classNames('min-w-0 flex-1 truncate', value === '' && 'text-faint')}>
                {value === '' ? placeholder : placeOf(value).label}
              </span>
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
            </button>
          }
        >
          {(close) => (
            <PlaceList
              label={placeholder}
              search={search}
              chosen={value}
              onPick={(next) => {
                onChange(next)
                close()
              }}
            />
          )}
        </Popover>
      )}
    </Field>
  )
}

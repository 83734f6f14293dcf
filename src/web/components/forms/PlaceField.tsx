import { Combobox } from '../../ui/Combobox.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { FieldProps } from '../../ui/Field.tsx'
import {
  currencyPlace,
  localePlace,
  type Place,
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

const keyOf = (place: Place): string => place.value
const labelOf = (place: Place): string => place.label
const render = ({ label, note }: Place) => (
  <span className="flex min-w-0 flex-1 justify-between gap-4">
    <span className="truncate">{label}</span>
    <span className="num shrink-0 text-sm text-faint">{note}</span>
  </span>
)

/** A time zone, a way of writing dates and numbers, or a currency, found by typing. */
export function PlaceField({ kind, value, onChange, ...frame }: PlaceFieldProps) {
  const { search, placeOf, placeholder } = kinds[kind]
  return (
    <Combobox<Place>
      {...frame}
      // there is always one: it is changed, never cleared
      className={classNames('[&_[aria-label^=Clear]]:hidden', frame.className)}
      placeholder={placeholder}
      search={search}
      value={value === '' ? null : placeOf(value)}
      onChange={(place) => place && onChange(place.value)}
      keyOf={keyOf}
      labelOf={labelOf}
      render={render}
    />
  )
}

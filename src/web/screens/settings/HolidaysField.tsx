import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { read } from '../../queries.ts'
import { Combobox } from '../../ui/Combobox.tsx'
import type { CalendarValues } from './calendar-values.ts'

type HolidaysFieldProps = {
  value: CalendarValues['holidays']
  onChange: (value: CalendarValues['holidays']) => void
  error: string | null
}

type Place = { code: string; name: string }
type Country = Output<'calendar.countries'>['items'][number]

const keyOf = ({ code }: Place): string => code
const labelOf = ({ name }: Place): string => name
const none: readonly Place[] = []

/** The country, and region where days differ within it, whose public holidays are closed. */
export function HolidaysField({ value, onChange, error }: HolidaysFieldProps) {
  const { data } = useQuery({ ...read('calendar.countries', {}), staleTime: Number.POSITIVE_INFINITY })
  const country: Country | undefined = data?.items.find(({ code }) => code === value?.country)
  const region = country?.regions.find(({ code }) => code === value?.region) ?? null
  const searchCountry = usePlaces(data?.items ?? none)
  const searchRegion = usePlaces(country?.regions ?? none)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Combobox<Place>
        label="Country"
        placeholder="No public holidays"
        error={error}
        search={searchCountry}
        keyOf={keyOf}
        labelOf={labelOf}
        value={country ?? null}
        onChange={(place) => onChange(place && { country: place.code })}
      />
      {country && country.regions.length > 0 && (
        <Combobox<Place>
          label="Region"
          optional
          placeholder="The whole country"
          search={searchRegion}
          keyOf={keyOf}
          labelOf={labelOf}
          value={region}
          onChange={(place) => onChange({ country: country.code, ...(place && { region: place.code }) })}
        />
      )}
    </div>
  )
}

function usePlaces(places: readonly Place[]): (query: string) => Place[] {
  return useCallback(
    (query) => {
      const low = query.trim().toLowerCase()
      return places.filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(low))
    },
    [places],
  )
}

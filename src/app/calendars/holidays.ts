import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import type { Day } from '../../core/lib/instant.ts'
import { no, ok, type Result } from '../../core/lib/result.ts'

/** A country or region whose public holidays are known, by its code and its English (else local) name. */
export type HolidayPlace = { code: string; title: string }

export type HolidayError = 'unknown_country' | 'unknown_region'

const dayMs = 86_400_000

let library: typeof Holidays | null = null
const yearsKnown = new Map<string, readonly Day[]>()

/**
 * The public holidays of a country, or of one of its regions, from 1 January of `fromYear` to 31 December of
 * `toYear`, in order and each day once. Holidays of several days are every one of their days. Holidays that begin at
 * noon or later (Christmas Eve in Iceland) are not among them: they are half days, which a calendar states as its
 * own special hours. Source: the `date-holidays` data; Islamic ones are as calculated, not as sighted.
 */
export function holidaysOf(
  place: { country: string; region?: string | undefined },
  fromYear: number,
  toYear: number,
): Result<readonly Day[], HolidayError> {
  const found = findPlace(place)
  if (!found.ok) return found
  const days: Day[] = []
  for (let year = fromYear; year <= toYear; year++) days.push(...yearOf(found.value, year))
  return ok(days)
}

/**
 * The public holidays of a place from a day on, for the rest of its year and the year after, each with its name in
 * the language asked for, else in the country's own. Empty where the place is unknown.
 */
export function namedHolidays(
  place: { country: string; region?: string | undefined },
  fromOn: Day,
  locale: string,
): { on: Day; name: string }[] {
  const found = findPlace(place)
  if (!found.ok) return []
  const year = Number(fromOn.slice(0, 4))
  const days = [...yearOf(found.value, year), ...yearOf(found.value, year + 1)]
  const calendar = calendarFor(found.value)
  const language = locale.slice(0, 2)
  const names = new Map(
    [year - 1, year, year + 1, year + 2]
      .flatMap((each) => calendar.getHolidays(each, language))
      .filter((holiday) => holiday.type === 'public')
      .flatMap((holiday) => wholeDays(holiday).map((on) => [on, holiday.name] as const)),
  )
  return days.filter((on) => on >= fromOn).map((on) => ({ on, name: names.get(on) ?? on }))
}

/** The countries whose public holidays are known, by ISO 3166 code. */
export function listCountries(): HolidayPlace[] {
  return toPlaces(new (load())().getCountries('en'))
}

/** The regions of a country that have holidays of their own: `BY` for Bavaria, `BY-A` for Augsburg in it. */
export function listRegions(country: string): HolidayPlace[] {
  const known = new (load())()
  return toPlaces(known.getStates(country, 'en')).flatMap((state) => [
    state,
    ...toPlaces(known.getRegions(country, state.code, 'en')).map((region) => ({
      code: `${state.code}-${region.code}`,
      title: `${region.title}, ${state.title}`,
    })),
  ])
}

/** Loaded on first use: its data is a megabyte that a process without calendars never needs. */
function load(): typeof Holidays {
  library ??= asLibrary(createRequire(import.meta.url)('date-holidays'))
  return library
}

/** `require` knows no types; this is the package's own. */
function asLibrary(loaded: unknown): typeof Holidays {
  return loaded as typeof Holidays
}

function toPlaces(names: Record<string, string> | null | undefined): HolidayPlace[] {
  return Object.entries(names ?? {}).map(([code, title]) => ({ code, title }))
}

type FoundPlace = { country: string; region: string | null }

/** Codes are found in any case; a region may carry its country as ISO 3166-2 does (`DE-BY`). */
function findPlace(place: {
  country: string
  region?: string | undefined
}): Result<FoundPlace, HolidayError> {
  const countries = listCountries()
  const country = countries.find((each) => each.code === place.country.toUpperCase())?.code
  if (country === undefined) {
    const expected = countries.map((each) => each.code).join(', ')
    return no(
      'unknown_country',
      `No holidays are known for country "${place.country}"; expected one of ${expected}.`,
    )
  }
  if (place.region === undefined || place.region === '') return ok({ country, region: null })
  const regions = listRegions(country)
  const wanted = place.region.toUpperCase()
  const region = regions.find((each) =>
    [each.code.toUpperCase(), `${country}-${each.code}`.toUpperCase()].includes(wanted),
  )
  if (region !== undefined) return ok({ country, region: region.code })
  const expected =
    regions.length === 0
      ? 'leave the region out, the country has none with holidays of its own'
      : `expected one of ${regions.map((each) => each.code).join(', ')}`
  return no(
    'unknown_region',
    `No holidays are known for region "${place.region}" of ${country}; ${expected}.`,
  )
}

/** The days of one year. The neighbouring years are asked too: some of their holidays reach into this one. */
function yearOf(place: FoundPlace, year: number): readonly Day[] {
  const key = `${place.country} ${place.region ?? ''} ${year}`
  const known = yearsKnown.get(key)
  if (known !== undefined) return known
  const calendar = calendarFor(place)
  const days = [year - 1, year, year + 1]
    .flatMap((each) => calendar.getHolidays(each))
    .filter((holiday) => holiday.type === 'public')
    .flatMap(wholeDays)
    .filter((day) => day.startsWith(`${year}-`))
  const sorted = [...new Set(days)].sort()
  yearsKnown.set(key, sorted)
  return sorted
}

function calendarFor(place: FoundPlace): Holidays {
  const [state, region] = place.region?.split('-') ?? []
  if (state === undefined) return new (load())(place.country)
  if (region === undefined) return new (load())(place.country, state)
  return new (load())(place.country, state, region)
}

/** Each whole day of a holiday; two hours are forgiven, because a day of a clock change is shorter. */
function wholeDays(holiday: { date: string; start: Date; end: Date }): Day[] {
  const count = Math.floor((holiday.end.getTime() - holiday.start.getTime() + 2 * 3_600_000) / dayMs)
  const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00.000Z`)
  return Array.from({ length: count }, (_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10))
}

import type { Output } from '../../contract/operations.ts'
import { type HolidayPlace, listCountries, listRegions } from './holidays.ts'

type Countries = Output<'calendar.countries'>
let known: Countries | null = null

/** Countries and regions whose public holidays are known, by name. The same for everybody, so read once. */
export async function listHolidayCountries(): Promise<Countries> {
  known ??= {
    items: byName(listCountries()).map(({ code, title }) => ({
      code,
      name: title,
      regions: byName(listRegions(code)).map((region) => ({ code: region.code, name: region.title })),
    })),
  }
  return known
}

function byName(places: readonly HolidayPlace[]): HolidayPlace[] {
  return places.toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
}

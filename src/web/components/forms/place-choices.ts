export type Place = { value: string; label: string; note: string }

/** `Europe/Berlin` as people find it: the city, with its present offset. */
export function zonePlace(zone: string): Place {
  const label = zone.replaceAll('_', ' ')
  return { value: zone, label, note: offsetOf(zone) }
}

function offsetOf(zone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      timeZoneName: 'shortOffset',
    }).formatToParts()
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  } catch {
    return ''
  }
}

let zones: string[] | undefined

export function searchZones(query: string): Place[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const low = query.trim().toLowerCase().replaceAll(' ', '_')
  const found = zones.filter((zone) => zone.toLowerCase().includes(low))
  return found.slice(0, 60).map(zonePlace)
}

const commonLocales = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-AU',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-BE',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pt-PT',
  'pt-BR',
  'sv-SE',
  'da-DK',
  'nb-NO',
  'fi-FI',
  'pl-PL',
  'cs-CZ',
  'ja-JP',
]

/** How numbers, dates and times are written: `en-GB` as its name and an example. */
export function localePlace(locale: string): Place {
  try {
    const label = new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale
    const note = `${new Intl.NumberFormat(locale).format(1234.5)} · ${new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(new Date('2026-11-20T00:00:00Z'))}`
    return { value: locale, label, note }
  } catch {
    return { value: locale, label: locale, note: '' }
  }
}

export function searchLocales(query: string): Place[] {
  const text = query.trim()
  const low = text.toLowerCase()
  const found = commonLocales
    .map(localePlace)
    .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(low))
  const other = found.length === 0 && isLocale(text) ? [localePlace(text)] : []
  return [...found, ...other]
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

export function currencyPlace(currency: string): Place {
  const label = new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency
  return { value: currency, label: `${currency} · ${label}`, note: '' }
}

export function searchCurrencies(query: string): Place[] {
  const low = query.trim().toLowerCase()
  const first = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN']
  const all = [...new Set([...first, ...Intl.supportedValuesOf('currency')])].map(currencyPlace)
  return all.filter(({ label }) => label.toLowerCase().includes(low)).slice(0, 40)
}

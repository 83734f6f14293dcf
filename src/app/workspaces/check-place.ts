import { invalid } from '../errors.ts'

/** An IANA time zone this runtime knows, in its usual spelling. */
export function checkZone(zone: string): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    if (!/^[+-]/.test(timeZone)) return zone
  } catch {
    // said below
  }
  const message = 'expected a time zone such as Europe/Dublin'
  throw invalid(`zone: ${message}`, [{ path: 'zone', message }])
}

/** A language tag in its canonical spelling. */
export function checkLocale(locale: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(locale)
    if (canonical) return canonical
  } catch {
    // said below
  }
  const message = 'expected a language tag such as en-GB'
  throw invalid(`locale: ${message}`, [{ path: 'locale', message }])
}

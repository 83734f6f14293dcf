import { sayMoney } from '../app/notifications/say.ts'

export type Fields = Record<string, unknown>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value can stand in one cell. */
export function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((it) => typeof it !== 'object' || it === null)
  return !isFields(value) || isMoney(value) || isNamed(value)
}

/** A value in one line, for people: money as on screen, instants to the minute. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(showValue).join(', ')
  if (isFields(value)) {
    if (isMoney(value)) return sayMoney(value)
    return isNamed(value) ? printable(value.name) : JSON.stringify(value)
  }
  return printable(String(value)).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(\.\d+)?Z$/, '$1 $2 UTC')
}

/** What comes from outside must not steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}

function isMoney(value: Fields): value is { amountMinor: number; currency: string } {
  return typeof value['amountMinor'] === 'number' && /^[A-Z]{3}$/.test(String(value['currency']))
}

function isNamed(value: Fields): value is { name: string } {
  return (
    typeof value['name'] === 'string' &&
    Object.keys(value).length <= 3 &&
    Object.values(value).every((v) => typeof v !== 'object')
  )
}

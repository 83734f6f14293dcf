const known = new Set(Intl.supportedValuesOf('currency'))
const digits = new Map<string, number>()

/** Whether it is the code of a currency, such as EUR. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217). */
export function currencyDigits(code: string): number {
  const cached = digits.get(code)
  if (cached !== undefined) return cached
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code })
  const found = format.resolvedOptions().maximumFractionDigits ?? 2
  digits.set(code, found)
  return found
}

/** Marks that mean one currency only; `$`, `¥` and `kr` mean several and decide nothing. */
const marks: [RegExp, string][] = [
  [/R\$/, 'BRL'],
  [/US\$/i, 'USD'],
  [/C\$|CA\$/i, 'CAD'],
  [/AU?\$/i, 'AUD'],
  [/NZ\$/i, 'NZD'],
  [/HK\$/i, 'HKD'],
  [/€/, 'EUR'],
  [/£/, 'GBP'],
  [/₹/, 'INR'],
  [/₽/, 'RUB'],
  [/₺/, 'TRY'],
  [/₩/, 'KRW'],
  [/₪/, 'ILS'],
  [/₴/, 'UAH'],
  [/zł/i, 'PLN'],
  [/Kč/i, 'CZK'],
]

const plain = /^[\d.,\s-]*$/

/** The currency written beside an amount, as a code or an unmistakable mark; null where there is none. */
export function currencyIn(text: string): string | null {
  if (text.length > 100 || plain.test(text)) return null
  const code = /(?:^|[^a-z])([a-z]{3})(?:[^a-z]|$)/i.exec(text)?.[1]?.toUpperCase()
  if (code !== undefined && known.has(code)) return code
  return marks.find(([mark]) => mark.test(text))?.[1] ?? null
}

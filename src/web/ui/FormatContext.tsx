import { createContext, type ReactNode, use } from 'react'
import { browserLocale, type Locale } from '../format.ts'

const browser = browserLocale()
const FormatContext = createContext<Locale | null>(null)

/** Sets the language and time zone that everything inside is written in: the member's own, once they are known. */
export function FormatProvider({ value, children }: { value: Locale; children: ReactNode }) {
  return <FormatContext value={value}>{children}</FormatContext>
}

/** The reader's language and zone, for the functions of `format.ts`. */
export function useLocale(): Locale {
  return use(FormatContext) ?? browser
}

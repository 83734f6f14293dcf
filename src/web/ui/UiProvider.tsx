import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import type { Locale } from '../format.ts'
import { FormatProvider, useLocale } from './FormatContext.tsx'
import { ShortcutProvider } from './ShortcutProvider.tsx'
import { Toaster } from './Toaster.tsx'
import { TooltipLayer } from './TooltipLayer.tsx'

/** Wraps the whole app once: shortcuts, tooltips, toasts, language and zone. */
export function UiProvider({ locale, children }: { locale?: Locale; children: ReactNode }) {
  const browser = useLocale()
  return (
    // The server's policy allows no inline style elements; theme.css holds what Base UI would put into them.
    <CSPProvider disableStyleElements>
      <FormatProvider value={locale ?? browser}>
        <ShortcutProvider>
          {children}
          <Toaster />
          <TooltipLayer />
        </ShortcutProvider>
      </FormatProvider>
    </CSPProvider>
  )
}

import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BriefItem } from '../../../contract/deals.ts'

/** What nobody has to answer yet: one line that says so, and opens. */
export function QuietItems({ items, children }: { items: readonly BriefItem[]; children: ReactNode }) {
  return (
    <details className="group/quiet print:hidden">
      <summary className="ring-inside -mx-1.5 flex min-h-9 list-none items-center gap-1.5 rounded-md px-1.5 text-muted hover:bg-hover hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-faint transition-transform duration-100 group-open/quiet:rotate-90"
        />
        {wordsFor(items)}
      </summary>
      {children}
    </details>
  )
}

function wordsFor(items: readonly BriefItem[]): string {
  const optional = items.filter(({ status, need }) => status === 'missing' && need === 'optional').length
  const byRule = items.filter(({ status }) => status === 'not_applicable_by_rule').length
  const later = items.length - optional - byRule
  return [
    optional > 0 && `${optional} optional`,
    later > 0 && `${later} not asked for yet`,
    byRule > 0 && `${byRule} that ${byRule === 1 ? 'does' : 'do'} not apply`,
  ]
    .filter(Boolean)
    .join(', ')
}

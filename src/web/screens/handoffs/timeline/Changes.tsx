import { ArrowRight } from 'lucide-react'
import type { TimelineEntry } from '../../../../contract/handoffs.ts'
import { formatDay, formatExact, formatMoney, formatNumber, type Locale } from '../../../format.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'

const most = 8

/** What became of what: the old value struck through, the new one beside it. */
export function Changes({ entry }: { entry: TimelineEntry }) {
  const at = useLocale()
  const telling = entry.changes.filter((change) => tells(entry, change))
  const shown = telling.slice(0, most)
  if (shown.length === 0 && entry.reason === null) return null
  return (
    <div className="flex flex-col gap-1">
      {entry.reason !== null && (
        <p className="border-l-2 border-line-strong pl-3 text-pretty break-words">{entry.reason}</p>
      )}
      {shown.map((change) => {
        const before = inWords(at, change.before)
        const after = inWords(at, change.after)
        return (
          <div key={change.field} className="grid gap-x-3 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
            <span className="text-faint first-letter:uppercase">{change.label}</span>
            <span className="min-w-0 break-words whitespace-pre-wrap">
              {before !== null && (
                <>
                  <del className="text-muted decoration-control">{before}</del>
                  {after !== null && (
                    <ArrowRight aria-label="became" className="mx-1.5 inline size-3 text-faint" />
                  )}
                </>
              )}
              {after === null ? (
                <span className="text-muted"> removed</span>
              ) : (
                <ins className="no-underline">{after}</ins>
              )}
            </span>
          </div>
        )
      })}
      {telling.length > shown.length && (
        <p className="text-sm text-faint">and {telling.length - shown.length} more</p>
      )}
    </div>
  )
}

/** The sentence says already what became of the status, and the line says when. */
const saidBySentence = new Set([
  'handoff.prepare',
  'handoff.submit',
  'handoff.accept',
  'handoff.return',
  'handoff.open',
  'handoff.cancel',
])

function tells(
  { action, at, changes }: TimelineEntry,
  { field, before, after }: TimelineEntry['changes'][number],
): boolean {
  if (field === 'status' && saidBySentence.has(action)) return false
  if (before === null && after === false) return false
  if (field === 'currency') return false
  if (field === 'stage_kind' && changes.some((change) => change.field === 'stage_label')) return false
  return !(
    typeof after === 'string' &&
    /T.*Z$/.test(after) &&
    Math.abs(Date.parse(after) - Date.parse(at)) < 60_000
  )
}

const longest = 400

function inWords(at: Locale, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return textInWords(at, value)
  if (typeof value === 'number') return formatNumber(at, value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const lines = value.map((one) => inWords(at, one)).filter((one) => one !== null)
    return lines.length === 0 ? null : lines.join('\n')
  }
  return objectInWords(at, value)
}

function textInWords(at: Locale, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return formatExact(at, text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(at, text)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function objectInWords(at: Locale, value: object): string | null {
  if ('amountMinor' in value && 'currency' in value)
    return formatMoney(at, { minor: Number(value.amountMinor), currency: String(value.currency) })
  const parts = Object.values(value).map((one) => inWords(at, one))
  return parts.filter((part) => part !== null).join(' · ') || null
}

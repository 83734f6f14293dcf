import { Bot, ChevronRight, Plug, ScrollText, ShieldAlert, ShieldCheck, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { ApiError, api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { formatNumber } from '../../format.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import type { Icon } from '../../ui/icon.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { auditText } from './audit-text.ts'

type Entry = Output<'audit.list'>['items'][number]
type Verified = Output<'audit.verify'>

const idOf = (entry: Entry): string => entry.id
const order = (a: Entry, b: Entry): number => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

/** Who did what, when; and the proof that nobody changed the record. */
export function AuditSection() {
  const list = usePagedRows<Entry>({
    key: ['audit', 'audit.list', 'pages'],
    load: (cursor, signal) => api('audit.list', { cursor, limit: 100 }, { ...(signal && { signal }) }),
    idOf,
    order,
  })
  return (
    <Section
      title="Audit"
      description="Every change, newest first. Entries are chained: one that is changed, added or taken away breaks the chain."
    >
      <div className="py-2">
        <Verification />
      </div>
      {list.error ? (
        <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
      ) : list.loading ? (
        <SkeletonRows rows={10} />
      ) : list.rows.length === 0 ? (
        <EmptyState small icon={ScrollText} title="Nothing was done yet">
          The first change anybody makes shows here.
        </EmptyState>
      ) : (
        <ol className="divide-y divide-line">
          {list.rows.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {list.hasMore && (
        <Button className="mt-3" busy={list.loadingMore} onClick={list.loadMore}>
          Show more
        </Button>
      )}
    </Section>
  )
}

function glyphOf(kind: string): Icon {
  if (kind === 'member' || kind === 'contributor') return UserRound
  return kind === 'connection' || kind === 'api_key' ? Plug : Bot
}

function Row({ entry }: { entry: Entry }) {
  const Glyph = glyphOf(entry.actor.kind)
  const { record, reason } = entry
  const changes = entry.changes.filter(({ before, after }) => auditText(before) !== auditText(after))
  return (
    <li className="flex items-start gap-3 py-2">
      <Glyph aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1 break-words">
        <p>
          <Sentence entry={entry} />
          {record && (
            <>
              {' '}
              {record.path ? (
                <AppLink className="underline decoration-line-strong" to={record.path}>
                  {record.name}
                </AppLink>
              ) : (
                <span className="text-muted">{record.name}</span>
              )}
            </>
          )}
        </p>
        {reason && <p className="text-muted">“{reason}”</p>}
        {changes.length > 0 && (
          <details className="group/changes mt-0.5">
            <summary className="hit relative inline-flex list-none items-center gap-1 rounded-sm text-sm text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
              <ChevronRight
                aria-hidden
                className="size-3 transition-transform duration-100 group-open/changes:rotate-90"
              />
              {changes.length === 1 ? 'One field' : `${changes.length} fields`}
            </summary>
            <dl className="mt-1 mb-1 grid grid-cols-[minmax(6rem,10rem)_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-sm">
              {changes.map(({ field, label, before, after }) => (
                <div key={field} className="contents">
                  <dt className="text-muted first-letter:uppercase">{label}</dt>
                  <dd>
                    {before !== null && before !== undefined && (
                      <>
                        <del className="text-muted">{auditText(before)}</del>
                        <span className="sr-only"> became</span>{' '}
                      </>
                    )}
                    {auditText(after)}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
      <span className="shrink-0 text-sm text-muted">
        <RelativeTime at={entry.at} focusable={false} />
      </span>
    </li>
  )
}

/** The sentence with who did it set apart. */
function Sentence({ entry: { sentence, actor } }: { entry: Entry }) {
  if (!sentence.startsWith(actor.name)) return sentence
  return (
    <>
      <span className="font-medium">{actor.name}</span>
      {sentence.slice(actor.name.length)}
    </>
  )
}

function Verification() {
  const at = useLocale()
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<Verified | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const verify = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      setResult(await api('audit.verify', {}))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  const button = (
    <Button size="sm" icon={ShieldCheck} busy={busy} onClick={() => void verify()}>
      {result ? 'Check again' : 'Check the chain'}
    </Button>
  )
  if (problem) return <InlineError onRetry={() => void verify()}>{problem}</InlineError>
  if (result === null) {
    return (
      <div className="flex flex-wrap items-center gap-3 text-muted">{button} Reads every entry once.</div>
    )
  }
  const n = (value: number): string => formatNumber(at, value)
  if (result.broken.length === 0) {
    return (
      <Banner tone="ok" title="The chain is whole." actions={button}>
        {n(result.entries)} entries under {n(result.seals)} seals
        {result.unsealed > 0 && `; the newest ${n(result.unsealed)} are sealed within a minute`}.
      </Banner>
    )
  }
  return (
    <Banner tone="danger" title="The chain is broken." actions={button}>
      <span className="block">Somebody changed the record outside of the product:</span>
      <span className="mt-1 flex flex-col gap-0.5">
        {result.broken.map((fault) => (
          <span key={`${fault.seal}${fault.what}`} className="flex items-start gap-1.5">
            <ShieldAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            Seal {n(fault.seal)}: {fault.what}
          </span>
        ))}
      </span>
    </Banner>
  )
}

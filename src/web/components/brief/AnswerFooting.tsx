import { BadgeCheck, CircleMinus, ExternalLink, FlaskConical, Quote } from 'lucide-react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerSource } from '../../../core/deal/answer.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { lostPoints } from './lost-points.ts'

const sourceWords: Readonly<Record<AnswerSource, string>> = {
  member: '',
  contributor: 'by link',
  import: 'from an import',
  crm: 'from the CRM',
  carried_over: 'carried over from an earlier handoff',
}

/** Where an answer comes from, what backs it, and which points of quality it still loses; terse, those in one line. */
export function AnswerFooting({ item, terse }: { item: BriefItem; terse: boolean }) {
  const { answer, lost } = item
  if (answer === null) return null
  return (
    <div className="mt-1 flex flex-col gap-1 text-sm">
      {answer.evidence.map((evidence, index) => (
        <blockquote
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of evidence have no id
          key={index}
          className="flex items-start gap-1.5 text-muted"
        >
          <Quote aria-hidden className="mt-0.5 size-3.5 shrink-0 text-faint" />
          <span className="min-w-0 text-pretty break-words">
            {evidence.quote && <span className="italic">“{evidence.quote.replace(/^[“"]|[”"]$/g, '')}”</span>}
            {evidence.speaker && <span> {evidence.speaker}</span>}
            {evidence.url && (
              <>
                {' '}
                <a
                  href={evidence.url}
                  target="_blank"
                  rel="noreferrer noopener"
                  className="inline-flex items-center gap-1 text-accent-ink underline-offset-2 hover:underline"
                >
                  {evidence.quote ? 'Where it was said' : evidence.url.replace(/^https?:\/\//, '')}
                  <ExternalLink aria-hidden className="size-3" />
                  <span className="sr-only"> (opens in a new tab)</span>
                </a>
              </>
            )}
          </span>
        </blockquote>
      ))}
      <p className="text-faint">
        <Validated how={answer.validated} />
        {[answer.author?.name ?? answer.sourceLabel, sourceWords[answer.source]].filter(Boolean).join(', ') ||
          'Entered'}
        <Dot />
        <RelativeTime at={answer.answeredAt} focusable={false} />
      </p>
      {lost.length > 0 && (terse ? <LostInOneLine item={item} /> : <Lost item={item} />)}
    </div>
  )
}

function Lost({ item }: { item: BriefItem }) {
  return (
    <ul aria-label="Points of quality it loses" className="flex flex-col gap-0.5">
      {item.lost.map((point) => (
        <li key={point.ruleId} className="flex items-start gap-1.5 text-warn-ink">
          <CircleMinus aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            <span className="num font-medium">{lostPoints(point.points)}</span>{' '}
            {withoutLabel(point.sentence, item.label)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function LostInOneLine({ item: { lost, label } }: { item: BriefItem }) {
  const points = lost.reduce((sum, point) => sum + point.points, 0)
  return (
    <p className="flex items-start gap-1.5 text-faint print:hidden">
      <CircleMinus aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0 truncate">
        <span className="sr-only">Loses points of quality: </span>
        <span className="num font-medium">{lostPoints(points)}</span>{' '}
        {lost.map((point) => withoutLabel(point.sentence, label)).join(' ')}
      </span>
    </p>
  )
}

/** The rule's sentence names its answer; beside the answer that is said twice. */
export function withoutLabel(sentence: string, label: string): string {
  if (!sentence.startsWith(`${label}: `)) return sentence
  const rest = sentence.slice(label.length + 2)
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}

function Validated({ how }: { how: 'customer' | 'assumed' | null }) {
  if (how === null) return null
  const Glyph = how === 'customer' ? BadgeCheck : FlaskConical
  return (
    <>
      <span className={how === 'customer' ? 'text-ok-ink' : ''}>
        <Glyph aria-hidden className="mr-1 inline size-3.5 align-[-0.1875rem]" />
        {how === 'customer' ? 'Confirmed by the customer' : 'Assumed by Sales'}
      </span>
      <Dot />
    </>
  )
}

function Dot() {
  return (
    <span aria-hidden className="px-1.5">
      ·
    </span>
  )
}

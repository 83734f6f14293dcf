import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { AnswerView } from '../../components/answers/AnswerView.tsx'
import { isMissing } from '../../components/brief/brief-items.ts'
import { statusLooks } from '../../components/handoff-words.ts'
import { MoneyText } from '../../components/MoneyText.tsx'
import { formatDay, formatExact, type Locale } from '../../format.ts'
import { useSignedIn } from '../../session.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { DocumentSteps } from './DocumentSteps.tsx'

/** The brief on paper: a document to read from the top, with nothing of the screen on it. */
export function HandoffDocument({ handoff, brief }: { handoff: Handoff; brief: Brief }) {
  const at = useLocale()
  const { workspace } = useSignedIn()
  const open = handoff.questions.filter(({ answer }) => answer === null)
  return (
    <article className="mx-auto max-w-[46rem] bg-canvas text-[10pt] leading-relaxed text-ink [print-color-adjust:exact]">
      <header className="border-b-2 border-ink pb-5">
        <p className="flex justify-between text-[8.5pt] tracking-wide text-muted">
          <span>{workspace.name} · Handoff brief</span>
          <span>Internal, not for the customer</span>
        </p>
        <h1 className="mt-6 text-[24pt] leading-tight font-semibold tracking-tight">
          {handoff.accountName ?? handoff.dealName}
        </h1>
        {handoff.accountName !== null && <p className="mt-1 text-[12pt] text-muted">{handoff.dealName}</p>}
        <dl className="mt-6 grid grid-cols-4 gap-x-6 gap-y-3">
          <Figure term="Annual value">
            <MoneyText money={handoff.value} unknown="Unknown" />
          </Figure>
          <Figure term="Tier">{handoff.tierTitle}</Figure>
          <Figure term="Account executive">{handoff.ae?.name ?? 'Nobody'}</Figure>
          <Figure term="Customer success">{handoff.csm?.name ?? 'Nobody yet'}</Figure>
          <Figure term={factOf(handoff, 'signed') ? 'Signed' : 'Won'}>
            {dateOf(at, factOf(handoff, 'signed') ?? factOf(handoff, 'won'))}
          </Figure>
          <Figure term="Status">{statusLooks[handoff.status].label}</Figure>
          <Figure term="Brief">
            {brief.completeness.given} of {brief.completeness.required} given
          </Figure>
          <Figure term="Quality">
            {brief.quality.percent === null ? '–' : `${brief.quality.percent} of 100`}
          </Figure>
        </dl>
      </header>
      {brief.sections.map((section) => (
        <DocumentSection key={section.id} title={section.title} items={itemsOf(brief, section.id)} />
      ))}
      <Missing brief={brief} />
      {open.length > 0 && (
        <section className="mt-8 break-inside-avoid">
          <SectionTitle>Open questions</SectionTitle>
          <ul>
            {open.map((question) => (
              <li key={question.id} className="py-1.5">
                <span className="font-semibold">{question.requirementLabel}:</span> {question.text}
                <span className="text-muted"> {question.askedBy.name}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <DocumentSteps handoff={handoff} />
      <footer className="mt-10 border-t border-line-strong pt-2 text-[8pt] text-muted">
        As of {formatExact(at, new Date().toISOString())} · Throughline
      </footer>
    </article>
  )
}

type Item = Brief['items'][number]

function itemsOf(brief: Brief, section: string): Item[] {
  return brief.items.filter((item) => item.section === section && item.answer !== null)
}

/** What is still owed, in one place: a document of gaps is no document. */
function Missing({ brief }: { brief: Brief }) {
  const missing = brief.items.filter((item) => item.answer === null && isMissing(item) && item.due)
  if (missing.length === 0) return null
  return (
    <section className="mt-8 break-inside-avoid">
      <SectionTitle>Still missing</SectionTitle>
      <ul className="columns-2 gap-x-8 text-[9pt] text-muted">
        {missing.map((item) => (
          <li key={item.requirementId} className="break-inside-avoid py-0.5">
            {item.label}
          </li>
        ))}
      </ul>
    </section>
  )
}

function DocumentSection({ title, items }: { title: string; items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <section className="mt-8">
      <SectionTitle>{title}</SectionTitle>
      {items.map((item) => (
        <div key={item.requirementId} className="break-inside-avoid py-2">
          <h3 className="text-[8.5pt] font-semibold tracking-wide text-muted">{item.label}</h3>
          <div className="mt-0.5">
            <AnswerView item={item} />
          </div>
          {item.answer?.evidence.map((evidence, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of evidence have no id
            <p key={index} className="mt-1 border-l-2 border-line-strong pl-3 text-[9pt] text-muted italic">
              {evidence.quote && `“${evidence.quote.replace(/^[“"]|[”"]$/g, '')}”`}
              {evidence.speaker && <span className="not-italic"> {evidence.speaker}</span>}
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}

function SectionTitle({ children }: { children: string }) {
  return (
    <h2 className="mb-1 break-after-avoid border-b border-line-strong pb-1 text-[13pt] font-semibold tracking-tight">
      {children}
    </h2>
  )
}

function Figure({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-[8pt] tracking-wide text-muted">{term}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}

function factOf(handoff: Handoff, fact: string): string | null {
  return handoff.facts.find((one) => one.fact === fact)?.at ?? null
}

function dateOf(at: Locale, instant: string | null): string {
  return instant === null ? '–' : formatDay(at, instant.slice(0, 10))
}

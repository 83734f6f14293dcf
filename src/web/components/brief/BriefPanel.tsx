import { CircleCheckBig } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import { oneOf, useUrlState } from '../use-url-state.ts'
import { BriefRow } from './BriefRow.tsx'
import { type BriefView, belongsTo, briefViews, type SectionView, sectionsOf } from './brief-items.ts'
import { QuietItems } from './QuietItems.tsx'

type BriefPanelProps = {
  brief: Brief
  /** The workspace's currency. */
  currency: string
  /** Where there is one: questions can be asked and stand beside the answers. */
  handoff?: Handoff
  /** Why nobody may ask here, or true. */
  canAsk?: true | string
}

/** The brief, read and edited in place. */
export function BriefPanel({
  brief,
  currency,
  handoff,
  canAsk = 'There is no handoff yet',
}: BriefPanelProps) {
  const [url, setUrl] = useUrlState()
  const view = oneOf(briefViews, url['show']) ?? 'all'
  const [editing, setEditing] = useState<string | null>(url['edit'] ?? null)
  const edit = useCallback((requirementId: string | null) => setEditing(requirementId), [])
  const sections = sectionsOf(brief, view)
  useBriefKeys(brief, edit)
  const row = (item: Brief['items'][number]) => (
    <BriefRow
      key={item.requirementId}
      item={item}
      dealId={brief.dealId}
      currency={currency}
      can={brief.can}
      editing={editing === item.requirementId}
      onEdit={edit}
      handoff={handoff}
      canAsk={canAsk}
      terse={view === 'all'}
    />
  )
  return (
    <div className="flex flex-col gap-8 p-4 sm:px-6">
      <ViewSwitch brief={brief} view={view} onChange={(show) => setUrl({ show })} />
      {sections.length === 0 && <NothingHere view={view} />}
      {sections.map((section) => (
        <Section
          key={section.id}
          id={`section-${section.id}`}
          title={section.title}
          meta={<Progress section={section} />}
          description={section.hint}
        >
          {section.loud.map(row)}
          {section.quiet.length > 0 && (
            <QuietItems items={section.quiet}>{section.quiet.map(row)}</QuietItems>
          )}
        </Section>
      ))}
    </div>
  )
}

function Progress({ section }: { section: SectionView }) {
  if (section.required === 0) return null
  return (
    <span className="num inline-flex items-center gap-1.5 text-sm">
      {section.given} of {section.required}
      <MeterRing label={`${section.title}: given`} value={section.given / section.required} hideValue />
    </span>
  )
}

const viewLabels: Readonly<Record<BriefView, string>> = {
  all: 'Everything',
  missing: 'Missing',
  weak: 'Could be better',
  questions: 'Questions',
}

function ViewSwitch({
  brief,
  view,
  onChange,
}: {
  brief: Brief
  view: BriefView
  onChange: (view: string | undefined) => void
}) {
  const options = briefViews.map((value) => {
    const count = value === 'all' ? null : brief.items.filter((item) => belongsTo(value, item)).length
    return { value, label: count === null ? viewLabels[value] : `${viewLabels[value]} ${count}` }
  })
  return (
    <div className="-mb-4 max-w-full overflow-x-auto">
      <Segmented
        size="sm"
        label="Show"
        options={options}
        value={view}
        onChange={(next) => onChange(next === 'all' ? undefined : next)}
      />
    </div>
  )
}

const nothingWords: Readonly<Record<BriefView, [title: string, text: string]>> = {
  all: ['Nothing is asked for', 'The playbook asks nothing of deals in this tier.'],
  missing: ['Nothing is missing', 'Everything that is asked for by now is given or excused.'],
  weak: ['Nothing to improve', 'No answer loses a point of quality.'],
  questions: ['No open questions', 'Ask one beside the answer it is about.'],
}

function NothingHere({ view }: { view: BriefView }) {
  const [title, text] = nothingWords[view]
  return (
    <EmptyState small icon={CircleCheckBig} title={title}>
      {text}
    </EmptyState>
  )
}

function useBriefKeys(brief: Brief, edit: (requirementId: string) => void): void {
  const go = (by: number) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-brief-edit]')]
    const row = document.activeElement?.closest('[data-brief-row]')
    const here = all.findIndex((button) => row?.contains(button))
    const next = all[Math.max(0, Math.min(here + by, all.length - 1))]
    next?.focus()
    next?.closest('[data-brief-row]')?.scrollIntoView({ block: 'nearest' })
  }
  const section = 'Brief'
  useShortcuts([
    { keys: 'j', label: 'Next answer', section, run: () => go(1) },
    { keys: 'k', label: 'Previous answer', section, run: () => go(-1) },
    {
      keys: 'e',
      label: 'Edit the answer, or the first one owed',
      section,
      run: () => {
        const row = document.activeElement?.closest<HTMLElement>('[data-brief-row]')
        const id = row?.dataset['briefRow'] ?? brief.owed[0]
        if (id === undefined) return
        edit(id)
        document.querySelector(`[data-brief-row="${id}"]`)?.scrollIntoView({ block: 'center' })
      },
    },
  ])
}

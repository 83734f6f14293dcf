import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { BriefPanel } from '../../components/brief/BriefPanel.tsx'
import { usePrinting } from '../../components/use-printing.ts'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { read } from '../../queries.ts'
import { may, type Session, useSignedIn } from '../../session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Page } from '../../ui/Page.tsx'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { SplitView } from '../../ui/SplitView.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { HandoffBanners } from './HandoffBanners.tsx'
import { HandoffDocument } from './HandoffDocument.tsx'
import { HandoffHeader } from './HandoffHeader.tsx'
import { Overview } from './overview/Overview.tsx'
import { QuestionsTab } from './QuestionsTab.tsx'

const waiting = { waiting: <SkeletonRows rows={8} /> }
const PeopleTab = lazyPart(async () => (await import('./PeopleTab.tsx')).PeopleTab, waiting)
const StepsTab = lazyPart(async () => (await import('./steps/StepsTab.tsx')).StepsTab, waiting)
const TimelineTab = lazyPart(async () => (await import('./timeline/TimelineTab.tsx')).TimelineTab, waiting)

const tabIds = ['brief', 'steps', 'people', 'questions', 'timeline', 'overview'] as const
type TabId = (typeof tabIds)[number]

export function HandoffView({ handoff }: { handoff: Handoff }) {
  const session = useSignedIn()
  const [url, setUrl] = useUrlState()
  const wide = useMedia('(width >= 64rem)')
  const printing = usePrinting()
  const brief = useQuery(read('answer.list', { id: handoff.dealId }))
  const asked = oneOf(tabIds, url['tab']) ?? 'brief'
  const tab = wide && asked === 'overview' ? 'brief' : asked
  const go = (next: TabId) => setUrl({ tab: next === 'brief' ? undefined : next })
  useTabKeys(go)
  useTabInSight(tab)
  if (printing && brief.data) return <HandoffDocument handoff={handoff} brief={brief.data} />
  const overview = <Overview handoff={handoff} brief={brief.data ?? null} />
  const tabs: Tab<TabId>[] = [
    {
      value: 'brief',
      label: 'Brief',
      content: <BriefTab handoff={handoff} session={session} query={brief} />,
    },
    {
      value: 'steps',
      label: 'Steps',
      count: handoff.steps.filter(({ clock }) => clock !== 'ended').length,
      content: <StepsTab handoff={handoff} />,
    },
    {
      value: 'people',
      label: 'People',
      content: <PeopleTab handoff={handoff} brief={brief.data ?? null} />,
    },
    {
      value: 'questions',
      label: 'Questions',
      count: handoff.questions.filter(({ answer }) => answer === null).length,
      content: (
        <QuestionsTab handoff={handoff} brief={brief.data ?? null} canAsk={askingOf(handoff, session)} />
      ),
    },
    { value: 'timeline', label: 'Timeline', content: <TimelineTab handoffId={handoff.id} /> },
    ...(wide
      ? []
      : [{ value: 'overview' as const, label: 'Overview', content: <div className="p-4">{overview}</div> }]),
  ]
  const main = (
    <>
      <HandoffBanners handoff={handoff} />
      <div className="[&_div:has(>[role=tablist])]:sticky [&_div:has(>[role=tablist])]:top-0 [&_div:has(>[role=tablist])]:z-5 [&_div:has(>[role=tablist])]:bg-canvas">
        <Tabs label="Parts of the handoff" value={tab} onChange={go} tabs={tabs} />
      </div>
    </>
  )
  return (
    <Page width="full" header={<HandoffHeader handoff={handoff} brief={brief.data ?? null} />}>
      {wide ? (
        <SplitView asideLabel="Overview" aside={overview} asideWidth="20rem">
          {main}
        </SplitView>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div tabIndex={0} className="ring-inside h-full overflow-y-auto">
          {main}
        </div>
      )}
    </Page>
  )
}

type BriefQuery = { data: Brief | undefined; error: Error | null; refetch: () => unknown }

function BriefTab({ handoff, session, query }: { handoff: Handoff; session: Session; query: BriefQuery }) {
  if (query.data) {
    return (
      <BriefPanel
        brief={query.data}
        currency={session.workspace.currency}
        handoff={handoff}
        canAsk={askingOf(handoff, session)}
      />
    )
  }
  if (query.error) return <ErrorState onRetry={() => void query.refetch()}>{query.error.message}</ErrorState>
  return <SkeletonRows rows={10} label="Loading the brief" />
}

/** Each question says whether one may ask; before there is one, the role says it. */
function askingOf({ questions, status }: Handoff, session: Session): true | string {
  if (status === 'cancelled') return 'The handoff was cancelled.'
  const known = questions[0]?.can['ask']
  if (known !== undefined) return known
  return may(session, 'question.ask') || 'The CSM asks here; you can answer.'
}

/** On a phone the tabs are wider than the screen. */
function useTabInSight(tab: TabId): void {
  useEffect(() => {
    const shown = document.querySelector(`[role=tab][aria-selected=true]:not([hidden])`)
    if (tab !== 'brief') shown?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
}

function useTabKeys(go: (tab: TabId) => void): void {
  const section = 'Handoff'
  const list = tabIds.slice(0, 5).map((tab, index) => ({
    keys: String(index + 1),
    label: `Go to ${tab[0]?.toUpperCase()}${tab.slice(1)}`,
    section,
    run: () => go(tab),
  }))
  useShortcuts(list)
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { formatShortDate } from '../../format.ts'
import { read } from '../../queries.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Overview } from './Overview.tsx'
import { PlaybookSkeleton } from './PlaybookSkeleton.tsx'
import { Prompts } from './Prompts.tsx'
import type { ShownPlaybook } from './playbook-words.ts'
import { Raci } from './Raci.tsx'
import { Rules } from './Rules.tsx'
import { Requirements } from './requirements/Requirements.tsx'
import { Versions } from './source/Versions.tsx'
import { Steps } from './steps/Steps.tsx'

const parts = ['overview', 'requirements', 'steps', 'rules', 'raci', 'prompts', 'versions'] as const
type Part = (typeof parts)[number]

/** The process of this company, to be read: what is asked, who does what by when, and what happens when it is late. */
export function PlaybookPage() {
  const [url, setUrl] = useUrlState()
  const number = /^\d{1,9}$/.test(url['version'] ?? '') ? Number(url['version']) : undefined
  const { data, error, refetch, isFetching } = useQuery({
    ...read('playbook.show', number === undefined ? {} : { number }),
    placeholderData: keepPreviousData,
  })
  const part = oneOf(parts, url['part']) ?? 'overview'
  if (error && !data) {
    return (
      <Page header={<PageHeader title="Playbook" />}>
        <ErrorState
          onRetry={() => void refetch()}
          busy={isFetching}
          actions={
            number !== undefined && (
              <Button onClick={() => setUrl({ version: undefined })}>Show the one in force</Button>
            )
          }
        >
          {error.message}
        </ErrorState>
      </Page>
    )
  }
  if (!data) return <PlaybookSkeleton />
  return (
    <Page width="full" header={<Header playbook={data} />}>
      <div className="flex h-full flex-col *:last:min-h-0 *:last:flex-1">
        {data.status === 'superseded' && (
          <Banner
            flush
            tone="warn"
            title={`This is version ${data.number}, no longer in force.`}
            actions={
              <Button size="sm" onClick={() => setUrl({ version: undefined })}>
                Show the one in force
              </Button>
            }
          >
            Handoffs that began with it still follow it.
          </Banner>
        )}
        <Tabs
          label="Parts of the playbook"
          tabs={tabsOf(data)}
          value={part}
          onChange={(next) =>
            setUrl({ part: next === 'overview' ? undefined : next, version: url['version'] })
          }
        />
      </div>
    </Page>
  )
}

function Header({ playbook }: { playbook: ShownPlaybook }) {
  const at = useLocale()
  const now = useNow()
  const inForce = playbook.status === 'effective'
  return (
    <PageHeader
      title={playbook.document.title}
      meta={
        <>
          <Tag tone={inForce ? 'ok' : 'neutral'}>Version {playbook.number}</Tag>
          <span className="phone:hidden">
            {inForce ? 'in force since' : 'was in force from'}{' '}
            {formatShortDate(at, playbook.effectiveFrom, now)}
          </span>
        </>
      }
    />
  )
}

function tabsOf(playbook: ShownPlaybook): Tab<Part>[] {
  const { document } = playbook
  return [
    { value: 'overview', label: 'Overview', content: <Overview playbook={playbook} /> },
    {
      value: 'requirements',
      label: 'Requirements',
      count: document.requirements.length,
      content: <Requirements playbook={playbook} />,
    },
    {
      value: 'steps',
      label: 'Steps',
      count: document.steps.length,
      content: <Steps playbook={playbook} />,
    },
    { value: 'rules', label: 'Rules and hours', content: <Rules playbook={playbook} /> },
    { value: 'raci', label: 'Who does what', content: <Raci document={document} /> },
    { value: 'prompts', label: 'Prompts', content: <Prompts document={document} /> },
    { value: 'versions', label: 'Versions and source', content: <Versions shown={playbook.number} /> },
  ]
}

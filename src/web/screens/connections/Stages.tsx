import { useQuery } from '@tanstack/react-query'
import { Milestone } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import type { StageKind } from '../../../core/playbook/playbook.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { formatCount } from '../../format.ts'
import { queryClient, read, refresh } from '../../queries.ts'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast-store.ts'
import { TabBody } from './TabBody.tsx'

type Stage = Output<'stage.list'>['items'][number]

const kinds = [
  { value: 'open', label: 'Open' },
  { value: 'likely', label: 'Likely' },
  { value: 'won', label: 'Won' },
  { value: 'lost', label: 'Lost' },
] as const

/** What the stages of the other system mean here; each is saved as it is chosen. */
export function Stages({ connectionId }: { connectionId: string }) {
  const at = useLocale()
  // Stages appear with events; what another tab has read of them may be from before.
  const query = read('stage.list', { id: connectionId })
  const { data, error, refetch } = useQuery({ ...query, refetchOnMount: 'always' })
  const map = async (stage: Stage, kind: StageKind) => {
    const before = queryClient.getQueryData(query.queryKey)
    const show = (items: Stage[]) => queryClient.setQueryData(query.queryKey, { items })
    show((before?.items ?? []).map((one) => (same(one, stage) ? { ...one, kind } : one)))
    const { pipeline, externalId } = stage
    const done = await attempt('stage.map', { id: connectionId, stages: [{ pipeline, externalId, kind }] })
    if (!done.ok) {
      if (before) show(before.items)
      return sayRefusal(done.error, () => void map(stage, kind))
    }
    // Those without a meaning stand first on the server; here nothing jumps away under the finger.
    const now = done.value.items
    show((before?.items ?? now).map((one) => now.find((other) => same(one, other)) ?? one))
    if (stage.kind === null) toast({ title: 'Events that waited for it are handled', tone: 'ok' })
    void refresh('connection')
  }
  if (error && !data) return <ErrorState onRetry={() => void refetch()}>{error.message}</ErrorState>
  if (!data) {
    return (
      <TabBody wide={false}>
        <SkeletonRows label="Loading stages" />
      </TabBody>
    )
  }
  if (data.items.length === 0) {
    return (
      <EmptyState icon={Milestone} title="No stage is known yet">
        Stages appear with the first deal that names them. Until somebody says what a stage means, its deals
        wait.
      </EmptyState>
    )
  }
  const unsaid = data.items.filter((stage) => stage.kind === null).length
  const pipelines = [...new Set(data.items.map((stage) => stage.pipeline))]
  return (
    <TabBody wide={false}>
      {unsaid > 0 && (
        <Banner tone="warn" title={`${formatCount(at, unsaid, 'stage')} without a meaning.`}>
          Events about them are parked, and handled as soon as you say what they mean.
        </Banner>
      )}
      {pipelines.map((pipeline) => (
        <Section
          key={pipeline}
          title={pipeline === '' ? 'Stages' : pipeline}
          description="A handoff is prepared where a deal is likely, and opens where it is won. Stages are matched by id, never by label."
        >
          <ul className="divide-y divide-line">
            {data.items
              .filter((stage) => stage.pipeline === pipeline)
              .map((stage) => (
                <li key={stage.externalId} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2">
                  <div className="min-w-0 flex-1 basis-40">
                    <p className="flex items-center gap-2 font-medium">
                      <span className="truncate">{stage.label}</span>
                      {stage.kind === null && <Tag tone="warn">Not said yet</Tag>}
                    </p>
                    <p className="truncate text-sm text-muted">
                      {stage.label !== stage.externalId && (
                        <span className="font-mono">{stage.externalId} · </span>
                      )}
                      {formatCount(at, stage.deals, 'deal')}
                    </p>
                  </div>
                  <Segmented
                    size="sm"
                    label={`${stage.label} means`}
                    options={kinds}
                    value={stage.kind}
                    onChange={(kind) => void map(stage, kind)}
                  />
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </TabBody>
  )
}

function same(a: Stage, b: Stage): boolean {
  return a.externalId === b.externalId && a.pipeline === b.pipeline
}

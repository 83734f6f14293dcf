import { useRouter } from '@tanstack/react-router'
import { Rows3 } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { HandoffRow } from '../../../contract/handoffs.ts'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { CountText } from '../../components/lists/CountText.tsx'
import { TooBroad } from '../../components/lists/TooBroad.tsx'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Selection } from '../../ui/row-selection.ts'
import type { Sort } from '../../ui/table-column.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { AcceptMany } from './AcceptMany.tsx'
import { PipelineBar } from './PipelineBar.tsx'
import { customerOf, pipelineColumns, pipelineCompact } from './pipeline-columns.tsx'
import { filterIds, pipelineInput, rowOrder } from './pipeline-filters.ts'

const pageSize = 100
const idOf = (row: HandoffRow): string => row.id

/** Every handoff one may see, narrowed and ordered by what the address says. */
export function PipelinePage() {
  const router = useRouter()
  const { member } = useSignedIn()
  const [url, setUrl] = useUrlState()
  const [selection, setSelection] = useState<Selection>(new Set())
  const box = useRef<HTMLDivElement>(null)
  const input = pipelineInput(url)
  const list = usePagedRows<HandoffRow>({
    key: ['handoff', 'handoff.list', 'rows', input],
    load: (cursor, signal) => api('handoff.list', { ...input, cursor, limit: pageSize }, { signal }),
    idOf,
    order: rowOrder(input),
    inSight: () => Number(box.current?.querySelector<HTMLElement>('[data-row]')?.dataset['row'] ?? 0),
  })
  const chosen = useMemo(
    () => (selection.size === 0 ? [] : list.rows.filter((row) => selection.has(row.id))),
    [list.rows, selection],
  )
  const open = (row: HandoffRow) => void router.navigate({ href: paths.handoff(row.id) })
  const onSort = useCallback(
    (column: string) =>
      setUrl({ sort: column === 'due' ? 'due' : url['sort'] === undefined ? 'opened' : undefined }),
    [setUrl, url],
  )
  const narrowed = filterIds.some((id) => url[id]) || Boolean(url['q'])
  const clear = () => setUrl({ ...Object.fromEntries(filterIds.map((id) => [id, undefined])), q: undefined })
  return (
    <Page
      width="full"
      header={
        <PageHeader
          title="Pipeline"
          meta={list.about !== null && <CountText count={list.about} one="handoff" />}
          actions={<AcceptMany chosen={chosen} onDone={setSelection} />}
        />
      }
    >
      <div className="flex h-full flex-col">
        <PipelineBar url={url} setUrl={setUrl} member={member} />
        {list.tooBroad && <TooBroad search={url['q']} />}
        {list.error ? (
          <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
        ) : (
          <div ref={box} className={`min-h-0 flex-1 transition-opacity ${list.changing ? 'opacity-60' : ''}`}>
            <VirtualTable
              label="Handoffs"
              rows={list.rows}
              rowId={idOf}
              rowLabel={customerOf}
              columns={pipelineColumns}
              compact={pipelineCompact}
              selection={selection}
              onSelectionChange={setSelection}
              sort={sortShown(input)}
              onSort={onSort}
              onOpen={open}
              onReachEnd={list.hasMore && !list.moreFailed ? list.loadMore : undefined}
              loadingMore={list.loadingMore}
              keys={{ e: { label: 'Open the brief', run: open } }}
              empty={<Nothing narrowed={narrowed} onClear={clear} />}
            />
          </div>
        )}
        {list.moreFailed && (
          <div className="border-t border-line px-4 py-2">
            <InlineError onRetry={list.loadMore}>The next rows could not be loaded.</InlineError>
          </div>
        )}
      </div>
    </Page>
  )
}

function sortShown({ sort, late }: ReturnType<typeof pipelineInput>): Sort {
  if (late || sort === 'due') return { column: 'due', direction: 'ascending' }
  return { column: 'opened', direction: sort === 'opened' ? 'ascending' : 'descending' }
}

function Nothing({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (narrowed) {
    return (
      <EmptyState
        title="Nothing matches"
        actions={<Button onClick={onClear}>Clear search and filters</Button>}
      >
        No handoff you may see answers this search with these filters.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Rows3}
      title="No handoffs yet"
      actions={
        <AppLink as="button" to={paths.deals}>
          See the deals
        </AppLink>
      }
    >
      A handoff begins when a deal becomes likely, is signed or is won. Deals come in from the CRM, an import,
      or by hand.
    </EmptyState>
  )
}

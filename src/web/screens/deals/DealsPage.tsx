import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Plus, Target } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { DealRow } from '../../../contract/deals.ts'
import { stageKinds } from '../../../core/playbook/playbook.ts'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { CountText } from '../../components/lists/CountText.tsx'
import { TooBroad } from '../../components/lists/TooBroad.tsx'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { DealsBar } from './DealsBar.tsx'
import { dealColumns, dealCompact } from './deal-columns.tsx'

const NewDealDialog = lazyPart(async () => (await import('./NewDealDialog.tsx')).NewDealDialog, {
  close: ({ onClose }) => onClose(),
})

const idOf = (row: DealRow): string => row.id
const newest = (a: DealRow, b: DealRow): number => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)

/** Every deal one may see, whatever system it came from. */
export function DealsPage() {
  const router = useRouter()
  const session = useSignedIn()
  const [url, setUrl] = useUrlState()
  const [creating, setCreating] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const stageKind = oneOf(stageKinds, url['stage'])
  const search = url['q']?.trim().slice(0, 200)
  const ownerId = /^mem_[0-9a-z]{26}$/.test(url['owner'] ?? '') ? url['owner'] : undefined
  const input = { ...(stageKind && { stageKind }), ...(ownerId && { ownerId }), ...(search && { search }) }
  const list = usePagedRows<DealRow>({
    key: ['deal', 'deal.list', 'rows', input],
    load: (cursor, signal) => api('deal.list', { ...input, cursor, limit: 100 }, { signal }),
    idOf,
    order: newest,
    inSight: () => Number(box.current?.querySelector<HTMLElement>('[data-row]')?.dataset['row'] ?? 0),
  })
  const playbook = useQuery({ ...read('playbook.show', {}), staleTime: 600_000 })
  const columns = useMemo(
    () => dealColumns(new Map(playbook.data?.document.tiers.map(({ id, title }) => [id, title]))),
    [playbook.data],
  )
  const narrowed = Boolean(stageKind ?? ownerId ?? search)
  const mayCreate = may(session, 'deal.change')
  return (
    <Page
      width="full"
      header={
        <PageHeader
          title="Deals"
          meta={list.about !== null && <CountText count={list.about} one="deal" />}
          actions={
            <Button
              size="sm"
              icon={Plus}
              disabledReason={mayCreate ? null : 'AEs, sales managers, RevOps and admins make deals'}
              onClick={() => setCreating(true)}
            >
              New deal
            </Button>
          }
        />
      }
    >
      <div className="flex h-full flex-col">
        <DealsBar url={url} setUrl={setUrl} />
        {list.tooBroad && <TooBroad search={search} />}
        {list.error ? (
          <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
        ) : (
          <div ref={box} className={`min-h-0 flex-1 transition-opacity ${list.changing ? 'opacity-60' : ''}`}>
            <VirtualTable
              label="Deals"
              rows={list.rows}
              rowId={idOf}
              rowLabel={(row) => row.accountName ?? row.name}
              columns={columns}
              compact={dealCompact}
              onOpen={(row) => void router.navigate({ href: paths.deal(row.id) })}
              onReachEnd={list.hasMore && !list.moreFailed ? list.loadMore : undefined}
              loadingMore={list.loadingMore}
              empty={
                <Nothing
                  narrowed={narrowed}
                  onClear={() => setUrl({ stage: undefined, owner: undefined, q: undefined })}
                />
              }
            />
          </div>
        )}
        {list.moreFailed && (
          <div className="border-t border-line px-4 py-2">
            <InlineError onRetry={list.loadMore}>The next rows could not be loaded.</InlineError>
          </div>
        )}
      </div>
      {creating && <NewDealDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function Nothing({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  if (narrowed) {
    return (
      <EmptyState
        title="Nothing matches"
        actions={<Button onClick={onClear}>Clear search and filters</Button>}
      >
        No deal you may see answers this search.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Target}
      title="No deals yet"
      actions={
        <AppLink as="button" to={paths.imports}>
          Import deals
        </AppLink>
      }
    >
      They come in from the CRM by a connection, from a file by an import, or one by one by hand.
    </EmptyState>
  )
}

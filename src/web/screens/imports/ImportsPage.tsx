import { useRouter } from '@tanstack/react-router'
import { FolderInput } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { usePagedRows } from '../../components/lists/use-paged-rows.ts'
import { attempt } from '../../components/run-operation.ts'
import { formatCount, formatList } from '../../format.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { ListRow } from '../../ui/ListRow.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { type ImportRow, statusLook } from './import-words.ts'
import { PickFiles } from './upload/PickFiles.tsx'
import { startUploads } from './upload/uploads.ts'

/** Imports there were, and the place where the next one begins. */
export function ImportsPage() {
  return (
    <Page width="form" header={<PageHeader title="Import" />}>
      <NewImport />
      <Imports />
    </Page>
  )
}

function NewImport() {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const begin = async (files: File[]) => {
    if (files.length === 0) return setRefusal('There is no CSV or JSON file in this folder')
    setBusy(true)
    setRefusal(null)
    const named = files.map(({ name, size }) => ({ name, size }))
    const made = await attempt('import.create', { files: named })
    setBusy(false)
    if (!made.ok) return setRefusal(made.error.message)
    startUploads(
      made.value.id,
      files.map((file, index) => ({ number: index + 1, file })),
    )
    void refresh('import')
    void router.navigate({ href: paths.import(made.value.id) })
  }
  return <PickFiles label="Choose files" onFiles={(files) => void begin(files)} error={refusal} busy={busy} />
}

function Imports() {
  const list = usePagedRows<ImportRow>({
    key: ['import', 'import.list'],
    load: (cursor, signal) => api('import.list', { cursor, limit: 30 }, signal ? { signal } : {}),
    idOf: (row) => row.id,
    order: (a, b) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1,
  })
  if (list.loading) return <SkeletonRows rows={5} label="Loading imports" />
  if (list.error) return <ErrorState onRetry={list.again}>{list.error.message}</ErrorState>
  if (list.rows.length === 0) {
    return (
      <EmptyState small icon={FolderInput} title="Nothing was imported yet">
        Drop an export of your CRM above. You see what would happen before anything is written, and running
        the same files twice changes nothing.
      </EmptyState>
    )
  }
  return (
    <Section title="Imports so far">
      <ul>
        {list.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {list.hasMore && (
        <Button className="mt-3" busy={list.loadingMore} onClick={list.loadMore}>
          Show earlier ones
        </Button>
      )}
    </Section>
  )
}

function Row({ row }: { row: ImportRow }) {
  const at = useLocale()
  const look = statusLook(row)
  const [first, ...more] = row.files.map((file) => file.name)
  const title = more.length > 2 ? `${first} and ${more.length} more` : formatList(at, [first ?? '', ...more])
  const created = Object.values(row.progress.created).reduce((sum, count) => sum + count, 0)
  const detail = [
    row.status === 'done' && formatCount(at, created, 'new record'),
    row.progress.setAside > 0 && `${row.progress.setAside} set aside`,
    row.progress.handoffs > 0 && formatCount(at, row.progress.handoffs, 'handoff'),
  ].filter(Boolean)
  return (
    <ListRow
      lead={<StatusDot bare label={look.label} shape={look.shape} tone={look.tone} />}
      title={title}
      detail={[look.label, ...detail].join(' · ')}
      renderTitle={(link) => <AppLink as="plain" to={paths.import(row.id)} {...link} />}
      trailing={
        <>
          {row.mode === 'live' && <Tag tone="accent">Live</Tag>}
          <span className="phone:hidden">{row.createdBy?.name}</span>
          <RelativeTime focusable={false} at={row.createdAt} />
        </>
      }
    />
  )
}

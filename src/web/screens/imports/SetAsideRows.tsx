import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'

/** The rows that were left out, with their number and the reason. */
export function SetAsideRows({ importId, live }: { importId: string; live: boolean }) {
  const list = useInfiniteQuery({
    queryKey: ['import', 'import.problems', importId],
    queryFn: ({ pageParam, signal }) =>
      api('import.problems', { id: importId, cursor: pageParam, limit: 25 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: !live,
  })
  if (live) return <p className="py-2 text-muted">They are listed when the run is over.</p>
  if (list.error) return <InlineError onRetry={() => void list.refetch()}>{list.error.message}</InlineError>
  if (!list.data) return <SkeletonRows rows={3} label="Loading the rows" />
  const rows = list.data.pages.flatMap((page) => page.items)
  return (
    <>
      <Table label="Rows that were set aside">
        <TableHead>
          <TableHeader className="pl-0">File and row</TableHeader>
          <TableHeader>Column</TableHeader>
          <TableHeader>Reason</TableHeader>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.number}>
              <TableCell className="num pl-0 whitespace-nowrap">
                {row.file} <span className="text-muted">row {row.row}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                {row.column ?? '–'}
                {row.column !== null && row.cells[row.column] && (
                  <span className="block max-w-40 truncate font-mono text-xs">{row.cells[row.column]}</span>
                )}
              </TableCell>
              <TableCell>{row.reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {list.hasNextPage && (
        <Button
          size="sm"
          className="mt-3"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  )
}

import type { DealRow } from '../../../contract/deals.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { formatDay } from '../../format.ts'
import { paths } from '../../paths.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table-column.ts'
import { StageTag } from './StageTag.tsx'

function Closes({ row }: { row: DealRow }) {
  const at = useLocale()
  if (row.stageKind === 'lost') return <span className="text-faint">–</span>
  if (row.wonAt !== null) return <RelativeTime focusable={false} at={row.wonAt} className="text-muted" />
  if (row.expectedCloseOn === null) return <span className="text-faint">Unknown</span>
  return <span className="num text-muted">{formatDay(at, row.expectedCloseOn)}</span>
}

function tierTitle(id: string): string {
  const words = id.replaceAll('_', ' ')
  return id === 'smb' ? 'SMB' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Tiers by their titles in the playbook; before it is loaded their ids are put into words. */
export function dealColumns(tiers: ReadonlyMap<string, string>): Column<DealRow>[] {
  return [
    {
      id: 'name',
      header: 'Deal',
      width: 'minmax(13rem, 2fr)',
      cell: (row) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{row.accountName ?? row.name}</span>
          {row.accountName !== null && row.accountName !== row.name && (
            <span className="min-w-0 truncate text-faint">{row.name}</span>
          )}
        </span>
      ),
    },
    {
      id: 'stage',
      header: 'Stage',
      width: '8.5rem',
      cell: (row) => <StageTag kind={row.stageKind} label={row.stageLabel} />,
    },
    {
      id: 'tier',
      header: 'Tier',
      width: '7rem',
      from: 'lg',
      cell: (row) =>
        row.tier === null ? (
          <span className="text-faint">–</span>
        ) : (
          <TierTag tier={row.tier} title={tiers.get(row.tier) ?? tierTitle(row.tier)} />
        ),
    },
    {
      id: 'annual',
      header: 'Annual value',
      width: '7rem',
      align: 'end',
      from: 'md',
      cell: (row) => <MoneyText money={row.annual ?? row.amount} unknown="Unknown" />,
    },
    {
      id: 'owner',
      header: 'AE',
      width: '9rem',
      from: 'lg',
      cell: (row) => <PersonChip person={row.owner} nobody="Nobody" />,
    },
    { id: 'closes', header: 'Won or closes', width: '7.5rem', cell: (row) => <Closes row={row} /> },
    {
      id: 'handoff',
      header: 'Handoff',
      width: '5rem',
      from: 'xl',
      cell: (row) =>
        row.handoffId === null ? (
          <span className="text-faint">–</span>
        ) : (
          <AppLink to={paths.handoff(row.handoffId)}>Open</AppLink>
        ),
    },
  ]
}

export const dealCompact = {
  height: 60,
  render: (row: DealRow) => (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-center gap-2">
        <StageTag bare kind={row.stageKind} label={row.stageLabel} />
        <span className="min-w-0 flex-1 truncate font-medium">{row.accountName ?? row.name}</span>
        <MoneyText compact money={row.annual ?? row.amount} />
      </div>
      <div className="flex items-center gap-2 pl-5.5 text-sm text-muted">
        <span className="min-w-0 flex-1 truncate">{row.owner?.name ?? 'Nobody'}</span>
        <Closes row={row} />
      </div>
    </div>
  ),
}

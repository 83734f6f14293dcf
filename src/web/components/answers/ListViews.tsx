import { ExternalLink } from 'lucide-react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { Link, Person, TableRow } from '../../../core/deal/answer.ts'
import { formatDay, formatNumber, type Locale } from '../../format.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Tag } from '../../ui/Tag.tsx'

/** People of an answer: name, part, ways to reach them. */
export function PeopleView({ people }: { people: readonly Person[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {people.map((person, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: people have no id
        <li key={index} className="flex gap-2.5 break-inside-avoid">
          <Avatar name={person.name} size="md" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{person.name}</span>
              <span className="text-muted">{[person.title, person.role].filter(Boolean).join(' · ')}</span>
              {person.sentiment && <Tag>{person.sentiment}</Tag>}
              {person.stays && <Tag tone="ok">Stays</Tag>}
            </p>
            {(person.email || person.phone) && (
              <p className="flex flex-wrap gap-x-3 text-sm">
                {person.email && <Reach href={`mailto:${person.email}`}>{person.email}</Reach>}
                {person.phone && (
                  <Reach href={`tel:${person.phone.replace(/[^\d+]/g, '')}`}>{person.phone}</Reach>
                )}
              </p>
            )}
            {person.note && <p className="text-pretty break-words text-muted">{person.note}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Reach({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className="text-accent-ink underline-offset-2 hover:underline">
      {children}
    </a>
  )
}

export function LinksView({ links }: { links: readonly Link[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {links.map((link, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links have no id
        <li key={index} className="min-w-0">
          <a
            href={link.url}
            target="_blank"
            rel="noreferrer noopener"
            className="inline-flex max-w-full items-center gap-1.5 text-accent-ink underline-offset-2 hover:underline"
          >
            <ExternalLink aria-hidden className="size-3.5 shrink-0 print:hidden" />
            <span className="truncate print:whitespace-normal">{link.label || bare(link.url)}</span>
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
          {link.label && <span className="hidden text-sm text-muted print:inline"> {link.url}</span>}
        </li>
      ))}
    </ul>
  )
}

function bare(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
}

type Columns = BriefItem['columns']

/** Rows under their columns; where there is no room, each cell on its own line under the name of its column. */
export function RowsView({ columns, rows }: { columns: Columns; rows: readonly TableRow[] }) {
  const at = useLocale()
  const used = columns.filter((column) => rows.some((row) => !isBlank(row[column.id])))
  return (
    <div className="@container">
      <table className="w-full border-collapse text-left @max-md:block print:table">
        <thead className="@max-md:sr-only print:not-sr-only">
          <tr className="border-b border-line text-sm text-faint">
            {used.map((column) => (
              <th key={column.id} scope="col" className="py-1 pr-4 font-medium last:pr-0">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line @max-md:block print:table-row-group">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id
            <tr
              key={index}
              className="break-inside-avoid align-top @max-md:block @max-md:py-1.5 print:table-row"
            >
              {used.map((column, place) => (
                <td
                  key={column.id}
                  data-label={`${column.label}: `}
                  className={classNames(
                    'py-1 pr-4 break-words last:pr-0 @max-md:block @max-md:py-0 print:table-cell print:py-1',
                    place === 0
                      ? '@max-md:font-medium'
                      : '@max-md:before:text-sm @max-md:before:text-faint @max-md:before:content-[attr(data-label)] print:before:content-none',
                    isBlank(row[column.id]) && '@max-md:hidden',
                    (column.type === 'date' || column.type === 'number') && 'num whitespace-nowrap',
                  )}
                >
                  {cellText(at, column, row[column.id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function isBlank(cell: TableRow[string] | undefined): boolean {
  return cell === undefined || cell === null || cell === ''
}

function cellText(at: Locale, column: Columns[number], cell: TableRow[string] | undefined): string {
  if (cell === undefined || cell === null || cell === '') return '–'
  if (typeof cell === 'boolean') return cell ? 'Yes' : 'No'
  if (typeof cell === 'number') return formatNumber(at, cell)
  return column.type === 'date' ? formatDay(at, cell) : cell
}

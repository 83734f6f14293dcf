import { useLocale } from '../../../ui/FormatContext.tsx'
import { TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../../ui/Table.tsx'
import type { Plan } from '../import-words.ts'
import { cellText, sampleColumns, sampleTitle } from './sample-cells.ts'

/** The first records of a kind, as they would be written. */
export function SampleTable({ samples }: { samples: Plan['preview'] }) {
  const at = useLocale()
  const columns = sampleColumns(samples.map((sample) => sample.record))
  return (
    <section
      aria-label="Sample records"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-inside overflow-x-auto"
    >
      <table className="w-full border-collapse text-left">
        <TableHead>
          <TableHeader className="pl-0 text-faint">Row</TableHeader>
          {columns.map((column) => (
            <TableHeader key={column}>{sampleTitle(column)}</TableHeader>
          ))}
        </TableHead>
        <TableBody>
          {samples.map((sample) => (
            <TableRow key={`${sample.row}:${cellText(null, sample.record, 'externalId')}`}>
              <TableCell className="num pl-0 text-faint">{sample.row}</TableCell>
              {columns.map((column) => {
                const text = cellText(at, sample.record, column)
                return (
                  <TableCell key={column} className="num max-w-64 truncate whitespace-nowrap" title={text}>
                    {text === '' ? <span className="text-faint">–</span> : text}
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </TableBody>
      </table>
    </section>
  )
}

import { useLocale } from '../../ui/FormatContext.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'
import type { Plan } from './import-words.ts'
import { cellText, sampleColumns, sampleTitle } from './sample-cells.ts'

/** The first records of a kind, as they would be written. */
export function SampleTable({ samples }: { samples: Plan['preview'] }) {
  const at = useLocale()
  const columns = sampleColumns(samples.map((sample) => sample.record))
  return (
    <Table label="Sample records">
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
    </Table>
  )
}

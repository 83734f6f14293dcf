import { Settings2 } from 'lucide-react'
import type {
  FieldSource,
  FileMapping,
  ImportField,
  ImportKind,
} from '../../../../contract/import-mapping.ts'
import { Button } from '../../../ui/Button.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import type { ColumnProfile } from '../file-profile.ts'
import { conversionKind, conversionWords, fieldTitle, orderWords } from '../import-words.ts'
import { ConversionForm } from './ConversionForm.tsx'
import { withField } from './edit-mapping.ts'

type ConversionProps = {
  column: ColumnProfile
  file: FileMapping
  kind: ImportKind
  field: ImportField
  onChange: (edit: (file: FileMapping) => FileMapping) => void
}

/** How the text of a cell becomes a value: said in words, changed on a press. */
export function Conversion({ column, file, kind, field, onChange }: ConversionProps) {
  const source = file.fields[field]
  if (!source) return null
  const wants = conversionKind(field)
  const said = conversionWords(source)
  const words = wants === 'date' && said.length === 0 ? foundWords(column) : said
  const proof = said.length > 0 ? proofOf(column, wants) : null
  if (wants === 'text' && words.length === 0) return null
  const set = (next: FieldSource) => onChange((one) => withField(one, field, next))
  return (
    <div className="flex flex-col items-start gap-0.5">
      <Popover
        label={`How ${column.column} is read as ${fieldTitle(kind, field)}`}
        align="end"
        trigger={
          <Button size="sm" variant="ghost" icon={Settings2} className="-ml-2 max-w-full min-w-0">
            <span className="truncate">{words.length > 0 ? words.join(', ') : 'As it stands'}</span>
          </Button>
        }
      >
        <ConversionForm source={source} wants={wants} column={column} onChange={set} />
      </Popover>
      {proof && <p className="truncate text-sm text-faint">{proof}</p>}
    </div>
  )
}

/** How dates that need no order are written. */
function foundWords({ dates, values }: ColumnProfile): string[] {
  if (dates?.order !== 'ymd') return []
  return [/^\s*\d{4}/.test(values[0]?.value ?? '') ? orderWords.ymd : 'Months by name']
}

/** The value that decided how a column is read, or that none did. */
function proofOf(column: ColumnProfile, wants: string): string | null {
  const facts = wants === 'date' ? column.dates : wants === 'number' ? column.numbers : null
  if (!facts) return null
  if (facts.proof !== null) return `shown by ${facts.proof}`
  const open = 'order' in facts ? facts.order : facts.decimal
  return open === 'ambiguous' ? 'no value decides it' : null
}

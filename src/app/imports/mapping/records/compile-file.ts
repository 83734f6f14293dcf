import type {
  FieldSource,
  FileMapping,
  ImportField,
  ImportMapping,
} from '../../../../contract/import-mapping.ts'
import type { DealType } from '../../../../core/deal/deal.ts'
import type { StageKind } from '../../../../core/playbook/playbook.ts'
import type { Cells } from '../../reading/raw-row.ts'
import { type Decimal, readDecimal } from '../values/decimal.ts'
import { type ZoneTime, zoneTime } from '../values/zone-time.ts'

/** A field of the mapping made ready for millions of rows. */
export type CompiledField = {
  /** The column a person looks for when the value is wrong. */
  column: string
  take(cells: Cells): string | null
  source: FieldSource
  aliases: ReadonlyMap<string, string>
  multiply: Decimal | null
  /** Zone of times without one in this column. */
  zone: ZoneTime
}

export type CompiledFile = {
  mapping: FileMapping
  currency: string
  /** Zone that tells which day an instant belongs to. */
  zone: ZoneTime
  fields: ReadonlyMap<ImportField, CompiledField>
  stages: ReadonlyMap<string, StageKind>
  dealTypes: ReadonlyMap<string, DealType>
}

export function compileFile(file: FileMapping, mapping: ImportMapping): CompiledFile {
  const zone = zoneOrThrow(mapping.zone)
  const fields = new Map<ImportField, CompiledField>()
  const renamed = renamedIn(file)
  for (const [field, source] of Object.entries(file.fields)) {
    if (source) fields.set(fieldName(field), compileField(source, { zone, renamed }))
  }
  return {
    mapping: file,
    currency: mapping.currency,
    zone,
    fields,
    stages: wordMap(mapping.stages),
    dealTypes: wordMap(mapping.dealTypes),
  }
}

/** The schema allows only these keys. */
function fieldName(key: string): ImportField {
  return key as ImportField
}

function zoneOrThrow(zone: string): ZoneTime {
  const time = zoneTime(zone)
  if (time === null) throw new Error(`The mapping names a time zone that does not exist: ${zone}`)
  return time
}

/** Labels are compared without regard to case and outer blanks. */
export function wordKey(text: string): string {
  return text.trim().toLowerCase()
}

export function wordMap<T>(words: Record<string, T> | undefined): ReadonlyMap<string, T> {
  return new Map(Object.entries(words ?? {}).map(([word, value]) => [wordKey(word), value]))
}

type Words = ReadonlyMap<string, string>
type Around = { zone: ZoneTime; renamed: ReadonlyMap<string, Words> }

/** What the values of a column are called elsewhere, so that a name made of it says the same. */
function renamedIn(file: FileMapping): Around['renamed'] {
  return new Map(
    Object.values(file.fields).flatMap((source): [string, Words][] =>
      source?.from === 'column' && source.aliases ? [[source.column, wordMap(source.aliases)]] : [],
    ),
  )
}

function compileField(source: FieldSource, { zone, renamed }: Around): CompiledField {
  const values = wordMap(source.values)
  const take = taker(source, renamed)
  return {
    column:
      source.from === 'column' ? source.column : source.from === 'columns' ? source.columns.join(' + ') : '',
    take: values.size === 0 ? take : (cells) => translated(take(cells), values),
    source,
    aliases: wordMap(source.aliases),
    multiply: source.number?.multiply === undefined ? null : readDecimal(source.number.multiply, '.'),
    zone: source.date?.zone === undefined ? zone : zoneOrThrow(source.date.zone),
  }
}

const none: Words = new Map()

function translated(value: string | null, values: Words): string | null {
  return value === null ? null : (values.get(wordKey(value)) ?? value)
}

function taker(source: FieldSource, renamed: Around['renamed']): (cells: Cells) => string | null {
  switch (source.from) {
    case 'constant':
      return () => source.value
    case 'column': {
      const { column } = source
      return (cells) => trimmed(cells[column])
    }
    case 'columns':
      return (cells) => {
        const parts = source.columns
          .map((column) => translated(trimmed(cells[column]), renamed.get(column) ?? none))
          .filter((part) => part !== null)
        return parts.length === 0 ? null : parts.join(source.joinWith)
      }
  }
}

export function trimmed(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = value.trim()
  return text === '' ? null : text
}

import type { ImportMapping } from '../../../contract/import-mapping.ts'
import type { Day } from '../../../core/lib/instant.ts'
import type { NormalisedRecord, NormalisedRow } from '../mapping/records/import-record.ts'
import { normaliseBatches } from '../mapping/records/normalise-rows.ts'
import { newestOf } from '../mapping/records/shift-days.ts'
import type { ZoneTime } from '../mapping/values/zone-time.ts'
import type { TableFormat } from '../reading/detect-format.ts'
import type { ImportFile } from '../reading/import-file.ts'
import type { PlanDocument } from './plan-document.ts'

export type Surveying = {
  files: readonly ImportFile[]
  mapping: ImportMapping
  formats: Record<string, TableFormat>
  zone: ZoneTime
}

export type Survey = Pick<PlanDocument, 'counts' | 'preview'> & {
  /** The newest day on which something happened to a deal. */
  newestOn: Day | null
}

const shownPerKind = 5

export function emptySurvey(mapping: ImportMapping): Survey {
  const { currency } = mapping
  return {
    counts: { records: {}, stages: {}, setAside: 0, wonMinor: null, currency },
    preview: [],
    newestOn: null,
  }
}

/** Goes over every row once, as the run will: how many records of each kind, what the won deals are worth, the first of each. */
export async function surveyFiles({ files, mapping, formats, zone }: Surveying): Promise<Survey> {
  const survey = emptySurvey(mapping)
  survey.counts.wonMinor = 0
  for await (const batch of normaliseBatches(files, mapping, { formats })) {
    for (const row of batch) note(survey, row, zone)
  }
  return survey
}

function note(survey: Survey, row: NormalisedRow, zone: ZoneTime): void {
  const { counts } = survey
  if (row.problem) {
    counts.setAside++
    return
  }
  counts.records[row.kind] = (counts.records[row.kind] ?? 0) + 1
  if ((counts.records[row.kind] ?? 0) <= shownPerKind)
    survey.preview.push({ kind: row.kind, row: row.row, record: copyOf(row) })
  if (row.kind !== 'deals') return
  const { record } = row
  counts.stages[record.stageKind] = (counts.stages[record.stageKind] ?? 0) + 1
  if (record.stageKind === 'won') addWon(counts, record)
  const day = newestOf(record, zone)
  if (day !== null && (survey.newestOn === null || day > survey.newestOn)) survey.newestOn = day
}

/** Different currencies are never summed: then there is no one number. */
function addWon(counts: Survey['counts'], record: { amountMinor: number | null; currency: string }): void {
  if (record.amountMinor === null || counts.wonMinor === null) return
  counts.wonMinor = record.currency === counts.currency ? counts.wonMinor + record.amountMinor : null
}

/** A copy, which does not hold on to the piece of the file it was read from. */
function copyOf(row: NormalisedRecord): Record<string, unknown> {
  return JSON.parse(JSON.stringify(row.record))
}

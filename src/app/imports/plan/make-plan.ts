import type { ImportMapping } from '../../../contract/import-mapping.ts'
import { dayInZone } from '../../calendars/day-in-zone.ts'
import type { OperationTx } from '../../operation-tx.ts'
import { checkMapping } from '../mapping/check/check-mapping.ts'
import { type MappingProblem, mappingProblem } from '../mapping/check/mapping-problem.ts'
import { shownProfile } from '../mapping/profile/shown-profile.ts'
import { daysBetween } from '../mapping/records/shift-days.ts'
import { zoneTime } from '../mapping/values/zone-time.ts'
import type { ImportFile } from '../reading/import-file.ts'
import { findSource } from '../run/source-connection.ts'
import { consequencesOf } from './consequences.ts'
import { knownNames } from './known-names.ts'
import { formatsOf, type KeptProfiles, type PlanDocument } from './plan-document.ts'
import { emptySurvey, surveyFiles } from './survey-files.ts'

type Planning = {
  files: readonly ImportFile[]
  kept: KeptProfiles
  mapping: ImportMapping
  mode: 'history' | 'live'
  shiftDates: boolean
}

/** What a mapping would make of the files: its problems, samples, counts, and what a live import sets off. */
export async function makePlan(tx: OperationTx, planning: Planning): Promise<PlanDocument> {
  const { files, kept, mapping, mode, shiftDates } = planning
  const problems = [
    ...unreadableProblems(kept),
    ...(await sourceProblems(tx, mapping)),
    ...checkMapping(mapping, kept.profiles, await knownNames(tx)),
  ]
  const zone = zoneTime(mapping.zone)
  const canRead = zone !== null && !problems.some((problem) => problem.code === 'unknown_zone')
  const reading = { files, mapping, formats: formatsOf(kept) }
  const survey = canRead ? await surveyFiles({ ...reading, zone }) : emptySurvey(mapping)
  const shiftDays =
    shiftDates && survey.newestOn !== null ? daysBetween(survey.newestOn, dayInZone(tx.now, mapping.zone)) : 0
  return {
    mapping: asObject(mapping),
    profiles: kept.profiles.map((profile) => asObject(shownProfile(profile))),
    problems: problems.map((problem) => ({
      ...problem,
      suggestion: problem.suggestion && { ...problem.suggestion },
    })),
    preview: survey.preview,
    counts: survey.counts,
    consequences:
      mode === 'live' && canRead ? await consequencesOf(tx, { ...reading, zone, shiftDays }) : null,
    shiftDays,
  }
}

async function sourceProblems(tx: OperationTx, mapping: ImportMapping): Promise<MappingProblem[]> {
  if (!mapping.source || (await findSource(tx, mapping))) return []
  const message = `There is no connection called "${mapping.source}". Name one of yours, or leave \`source\` out.`
  return [mappingProblem('error', 'unknown_source', { message })]
}

function unreadableProblems({ profiles, unreadable }: KeptProfiles): MappingProblem[] {
  // Beside readable files it is merely left out.
  const severity = profiles.length === 0 ? 'error' : 'warning'
  return unreadable.map(({ file, message }) =>
    mappingProblem(severity, 'unreadable_file', { file, message: `Left out: ${message}.` }),
  )
}

const asObject = (value: object): Record<string, unknown> => ({ ...value })

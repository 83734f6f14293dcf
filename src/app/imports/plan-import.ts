import type { ImportMapping } from '../../contract/import-mapping.ts'
import { dayInZone } from '../calendars/day-in-zone.ts'
import { invalid, refused, stale } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace, type WorkspaceRow } from '../workspaces/workspace-row.ts'
import { asMode, changeImport, findImport, type ImportRecord, importView, lockImport } from './import-row.ts'
import { checkMapping } from './mapping/check/check-mapping.ts'
import { type MappingProblem, mappingProblem } from './mapping/check/mapping-problem.ts'
import { readMapping } from './mapping/check/read-mapping.ts'
import { profileFile } from './mapping/profile/profile-file.ts'
import { shownProfile } from './mapping/profile/shown-profile.ts'
import { suggestMapping } from './mapping/recognition/suggest-mapping.ts'
import { daysBetween } from './mapping/records/shift-days.ts'
import { zoneTime } from './mapping/values/zone-time.ts'
import { consequencesOf } from './plan/consequences.ts'
import { knownNames } from './plan/known-names.ts'
import {
  asMapping,
  asProfiles,
  formatsOf,
  type KeptProfiles,
  type PlanDocument,
} from './plan/plan-document.ts'
import { emptySurvey, surveyFiles } from './plan/survey-files.ts'
import type { ImportFile } from './reading/import-file.ts'
import { UnreadableFile } from './reading/import-file.ts'
import { storedFiles } from './stored-file.ts'

/** Reads the files, suggests or checks a mapping, and says what would happen. Nothing is written but the plan. */
export const planImport: Verb<'import.plan'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const row = await findImport(tx, input.id)
    if (row.version !== input.version) throw stale('import', await importView(tx, row))
    refuseWhileBusy(row)
    const mode = input.mode ?? asMode(row.mode)
    const shiftDates = input.shiftDates ?? row.shift_dates
    const workspace = await loadWorkspace(tx)
    const all = await storedFiles((work) => work(tx), row.id)
    const kept = asProfiles(row.profile) ?? (await profileAll(all))
    const mapping = chooseMapping(input.mapping, { row, kept, workspace })
    const files = all.filter((file) => kept.profiles.some((profile) => profile.file === file.name))
    const plan = await makePlan(tx, { files, kept, mapping, mode, shiftDates })
    const change = { profile: kept, mapping, plan, mode, shift_dates: shiftDates, status: 'ready' }
    if (!(await changeImport(ctx, tx, { id: row.id, version: row.version, change })))
      throw stale('import', await importView(tx, await lockImport(tx, row.id)))
    return { ...(await importView(tx, await lockImport(tx, row.id))), plan }
  })

function refuseWhileBusy(row: ImportRecord): void {
  if (row.status === 'running')
    throw refused('import_running', 'This import is running; stop it before planning it anew.')
  if (row.status === 'uploading')
    throw refused('import_uploading', 'The files have not arrived completely yet.')
}

const sampleRows = 20

/** A file that is no table is told and left out; the others of its folder can still be imported. */
async function profileAll(files: readonly ImportFile[]): Promise<KeptProfiles> {
  const kept: KeptProfiles = { profiles: [], unreadable: [] }
  for (const file of files) {
    try {
      kept.profiles.push(await profileFile(file, { sampleRows }))
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      kept.unreadable.push({ file: file.name, message: error.message })
    }
  }
  return kept
}

type Choosing = { row: ImportRecord; kept: KeptProfiles; workspace: WorkspaceRow }

/** The mapping given, else the one planned with before, else the one the files suggest. */
function chooseMapping(
  given: Record<string, unknown> | undefined,
  { row, kept, workspace }: Choosing,
): ImportMapping {
  if (given !== undefined) {
    const read = readMapping(given)
    if (!read.ok) throw invalid(read.reason, [{ path: 'mapping', message: read.reason }])
    return read.value
  }
  const { zone, currency, locale } = workspace
  return asMapping(row.mapping) ?? suggestMapping(kept.profiles, { zone, currency, locale })
}

type Planning = {
  files: readonly ImportFile[]
  kept: KeptProfiles
  mapping: ImportMapping
  mode: 'history' | 'live'
  shiftDates: boolean
}

async function makePlan(tx: OperationTx, planning: Planning): Promise<PlanDocument> {
  const { files, kept, mapping, mode, shiftDates } = planning
  const problems = [
    ...unreadableProblems(kept),
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

function unreadableProblems({ profiles, unreadable }: KeptProfiles): MappingProblem[] {
  // Beside readable files it is merely left out.
  const severity = profiles.length === 0 ? 'error' : 'warning'
  return unreadable.map(({ file, message }) =>
    mappingProblem(severity, 'unreadable_file', { file, message: `Left out: ${message}.` }),
  )
}

const asObject = (value: object): Record<string, unknown> => ({ ...value })

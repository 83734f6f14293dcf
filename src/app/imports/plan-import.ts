import type { ImportMapping } from '../../contract/import-mapping.ts'
import { invalid, refused, stale } from '../errors.ts'
import type { Verb } from '../verbs.ts'
import { loadWorkspace, type WorkspaceRow } from '../workspaces/workspace-row.ts'
import { asMode, changeImport, findImport, type ImportRecord, importView, lockImport } from './import-row.ts'
import { readMapping } from './mapping/check/read-mapping.ts'
import { suggestMapping } from './mapping/recognition/suggest-mapping.ts'
import { makePlan } from './plan/make-plan.ts'
import { asMapping, asProfiles, type KeptProfiles } from './plan/plan-document.ts'
import { profileFiles } from './plan/profile-files.ts'
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
    const kept = asProfiles(row.profile) ?? (await profileFiles(all))
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

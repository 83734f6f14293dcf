import type { z } from 'zod'
import type { ImportMapping } from '../../../contract/import-mapping.ts'
import type { ImportPlan } from '../../../contract/imports.ts'
import type { FileProfile } from '../mapping/profile/file-profile.ts'
import type { TableFormat } from '../reading/detect-format.ts'

export type PlanDocument = z.infer<typeof ImportPlan>

// The three documents of an import are written by `planImport` only, from checked values.
export const asPlan = (json: unknown): PlanDocument | null => json as PlanDocument | null
export const asMapping = (json: unknown): ImportMapping | null => json as ImportMapping | null
export const asProfiles = (json: unknown): KeptProfiles | null => json as KeptProfiles | null

/** What was found in the files, and which of them cannot be read at all. */
export type KeptProfiles = { profiles: FileProfile[]; unreadable: { file: string; message: string }[] }

/** How each file is read, which saves finding it out again. */
export function formatsOf(kept: KeptProfiles): Record<string, TableFormat> {
  return Object.fromEntries(kept.profiles.map(({ file, format }) => [file, format]))
}

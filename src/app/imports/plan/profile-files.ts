import { profileFile } from '../mapping/profile/profile-file.ts'
import { type ImportFile, UnreadableFile } from '../reading/import-file.ts'
import type { KeptProfiles } from './plan-document.ts'

const sampleRows = 20

/** A file that is no table is told and left out; the others of its folder can still be imported. */
export async function profileFiles(files: readonly ImportFile[]): Promise<KeptProfiles> {
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

import { runImport } from '../app/imports/run/run-import.ts'
import type { Job } from './job.ts'

export const runImportJob: Job<'run-import'> = {
  kind: 'long',
  // Each go-on after a killed process counts as a try.
  mostTries: 50,
  run: (job, { importId }) => runImport(job, importId),
}

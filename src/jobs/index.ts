import { indexDealJob } from './index-deal.ts'
import type { JobList } from './job.ts'
import { pruneJob } from './prune.ts'
import { recomputeDueTimesJob } from './recompute-due-times.ts'
import { runImportJob } from './run-import.ts'
import { sealAuditJob } from './seal-audit.ts'

/** Every job's body, by name. */
export const jobs: Partial<JobList> = {
  'index-deal': indexDealJob,
  'run-import': runImportJob,
  'recompute-due-times': recomputeDueTimesJob,
  prune: pruneJob,
  'seal-audit': sealAuditJob,
}

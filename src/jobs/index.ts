import { indexDealJob } from './index-deal.ts'
import type { JobList } from './job.ts'
import { pruneJob } from './prune.ts'
import { sealAuditJob } from './seal-audit.ts'

/** Every job's body, by name. */
export const jobs: Partial<JobList> = {
  'index-deal': indexDealJob,
  prune: pruneJob,
  'seal-audit': sealAuditJob,
}

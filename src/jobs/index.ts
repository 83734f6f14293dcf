import { announceHandoffJob } from './announce-handoff.ts'
import { chaseClosedDirtyJob } from './chase-closed-dirty.ts'
import { foldLoadsJob } from './fold-loads.ts'
import { indexDealJob, indexDealsJob } from './index-deal.ts'
import type { JobList } from './job.ts'
import { pruneJob } from './prune.ts'
import { recomputeDueTimesJob } from './recompute-due-times.ts'
import { refreshScoresJob } from './refresh-scores.ts'
import { runImportJob } from './run-import.ts'
import { sealAuditJob } from './seal-audit.ts'
import { sendMailJob } from './send-mail.ts'

/** Every job's body, by name. */
export const jobs: JobList = {
  'send-mail': sendMailJob,
  'announce-handoff': announceHandoffJob,
  'chase-closed-dirty': chaseClosedDirtyJob,
  'refresh-scores': refreshScoresJob,
  'index-deal': indexDealJob,
  'index-deals': indexDealsJob,
  'run-import': runImportJob,
  'recompute-due-times': recomputeDueTimesJob,
  'fold-loads': foldLoadsJob,
  prune: pruneJob,
  'seal-audit': sealAuditJob,
}

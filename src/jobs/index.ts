import { indexDealJob } from './index-deal.ts'
import type { JobList } from './job.ts'

/** Every job's body, by name. */
export const jobs: Partial<JobList> = {
  'index-deal': indexDealJob,
}

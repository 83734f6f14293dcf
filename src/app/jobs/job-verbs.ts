import type { Verbs } from '../verbs.ts'
import { listParkedJobs } from './list-parked-jobs.ts'
import { retryJob } from './retry-job.ts'

export const jobVerbs = { 'job.list_parked': listParkedJobs, 'job.retry': retryJob } satisfies Verbs

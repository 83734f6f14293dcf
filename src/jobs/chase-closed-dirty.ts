import { chaseClosedDirty } from '../app/announcements/chase-closed-dirty.ts'
import type { Job } from './job.ts'

export const chaseClosedDirtyJob: Job<'chase-closed-dirty'> = {
  kind: 'quick',
  mostTries: 8,
  run: (ctx, { dealId }) => chaseClosedDirty(ctx, dealId),
}

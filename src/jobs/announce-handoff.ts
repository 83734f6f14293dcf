import { announceHandoff } from '../app/announcements/announce-handoff.ts'
import type { Job } from './job.ts'

export const announceHandoffJob: Job<'announce-handoff'> = {
  kind: 'quick',
  mostTries: 8,
  run: (ctx, announced) => announceHandoff(ctx, announced),
}

import { pruneWorkspace } from '../app/retention/prune.ts'
import type { Job } from './job.ts'

const everySeconds = 3_600

export const pruneJob: Job<'prune'> = {
  kind: 'recurring',
  run: (ctx) =>
    ctx.inTransaction(async (tx) => {
      const { more } = await pruneWorkspace(ctx, tx)
      return more ? 1 : everySeconds
    }),
}

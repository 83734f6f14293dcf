import { foldLoads } from '../app/people/fold-loads.ts'
import type { Job } from './job.ts'

const everySeconds = 20

export const foldLoadsJob: Job<'fold-loads'> = {
  kind: 'recurring',
  run: (ctx) =>
    ctx.inTransaction(async (tx) => {
      await foldLoads(tx)
      return everySeconds
    }),
}

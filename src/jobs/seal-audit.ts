import { sealAudit } from '../app/audit/seal-audit.ts'
import type { Job } from './job.ts'

const everySeconds = 50

export const sealAuditJob: Job<'seal-audit'> = {
  kind: 'recurring',
  run: (ctx) =>
    ctx.inTransaction(async (tx) => {
      const { more } = await sealAudit(ctx, tx)
      return more ? 0 : everySeconds
    }),
}

import { findHandoffsOn, recomputeDueTimes } from '../app/handoffs/recompute-due-times.ts'
import type { Job } from './job.ts'

const batch = 20

/** A calendar changed: every clock that runs on it is counted anew, some handoffs at a time. Running it again does no harm. */
export const recomputeDueTimesJob: Job<'recompute-due-times'> = {
  kind: 'long',
  mostTries: 8,
  async run(job, { calendarId }) {
    let afterId = ''
    while (!job.stopping()) {
      const done = await job.ctxIn(async (ctx, tx) => {
        const ids = await findHandoffsOn(tx, { calendarId, afterId, most: batch })
        for (const handoffId of ids) await recomputeDueTimes(ctx, tx, { handoffId, calendarId })
        return ids
      })
      const last = done.at(-1)
      if (last === undefined) return
      afterId = last
    }
  },
}

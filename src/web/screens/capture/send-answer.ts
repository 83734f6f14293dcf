import type { BriefItem } from '../../../contract/deals.ts'
import { ApiError, api } from '../../api.ts'
import { itemIn, keepBrief, quietBrief } from '../../components/answers/brief-cache.ts'
import { refresh } from '../../queries.ts'
import type { Sending } from './answer-queue.ts'

/** Sends one answer of a deal, and shows its brief as it then stands wherever it is open. */
export async function sendAnswer(dealId: string, sending: Sending): Promise<BriefItem> {
  const { requirementId, version, answer, key } = sending
  const about = { id: dealId, requirementId, version }
  const options = { idempotencyKey: key }
  try {
    await quietBrief(dealId)
    const brief =
      answer === null
        ? await api('answer.clear', about, options)
        : await api('answer.put', { ...about, answer }, options)
    await quietBrief(dealId)
    keepBrief(brief)
    const item = itemIn(brief, requirementId)
    if (item === undefined) throw new ApiError(404, { detail: 'This is no longer asked for.' })
    void refresh('handoff', 'gate')
    return item
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) void refresh('session')
    throw error
  }
}

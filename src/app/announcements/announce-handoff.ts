import type { NotificationEvent } from '../../contract/messages.ts'
import type { Ctx } from '../context.ts'
import { type AboutHandoff, findAboutHandoff } from '../notifications/about-handoff.ts'
import { asEvent } from '../notifications/events.ts'
import { type Message, notify } from '../notifications/notify.ts'
import type { OperationTx } from '../operation-tx.ts'
import { tellCapacity } from './capacity.ts'
import { tellCsmNamed, tellOpened } from './tell-opening.ts'
import { tellHold, tellQuestion, tellReply } from './tell-talk.ts'
import { tellAccepted, tellReturned, tellSubmitted } from './tell-verdict.ts'

export type Announced = {
  handoffId: string
  event: string
  actorId: string | null
  detail: Readonly<Record<string, string>>
}

/** What happened to a handoff, with everything a message about it may say. */
export type News = AboutHandoff & {
  tx: OperationTx
  actorId: string | null
  detail: Readonly<Record<string, string>>
}

type Teller = (news: News) => Promise<readonly Message[]> | readonly Message[]

/** Who hears of what happened to a handoff, and in which words. Events that are told from elsewhere stand as NULL. */
const tellers: Record<NotificationEvent, Teller | null> = {
  csm_named: tellCsmNamed,
  handoff_opened: tellOpened,
  handoff_submitted: tellSubmitted,
  handoff_accepted: tellAccepted,
  handoff_returned: tellReturned,
  question_asked: tellQuestion,
  question_answered: tellReply,
  hold_asked: tellHold,
  contribution_answered: null,
  step_reminder: null,
  step_due: null,
  escalation: null,
  closed_dirty: null,
  capacity_reached: null,
  import_finished: null,
}

/** Tells the people concerned what happened to a handoff. What has been overtaken by then is not told any more. */
export async function announceHandoff(ctx: Ctx, announced: Announced): Promise<void> {
  const event = asEvent(announced.event)
  const teller = event ? tellers[event] : null
  if (!event || !teller) throw new Error(`nobody is told of "${announced.event}" this way`)
  await ctx.inTransaction(async (tx) => {
    const about = await findAboutHandoff(tx, announced.handoffId)
    if (!about || about.handoff.is_history) return
    const news = { ...about, tx, actorId: announced.actorId, detail: announced.detail }
    const named = event === 'csm_named' || event === 'handoff_opened'
    await notify(ctx, tx, [...(await teller(news)), ...(named ? await tellCapacity(news) : [])])
  })
}

import { sql } from 'kysely'
import { notificationEvents } from '../../contract/messages.ts'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'
import type { Verb } from '../verbs.ts'
import { eventTable } from './events.ts'
import { findChoices } from './find-choices.ts'
import { myself } from './list-notifications.ts'

/** What one is told about and how; where nothing was chosen, as is usual. */
export const showChoices: Verb<'notification.choices'> = (ctx) =>
  ctx.readOnly((tx) => choicesOf(tx, myself(ctx.actor)))

/** Chooses how to be told of one event. It counts from the next message on. */
export const chooseNotification: Verb<'notification.choose'> = (ctx, input) =>
  ctx.inTransaction(async (tx) => {
    const me = myself(ctx.actor)
    const before = (await findChoices(tx, [me]))(me, input.event)
    await tx.run(sql`
      INSERT INTO notification_choice (workspace_id, member_id, event, in_app, mail)
      VALUES (${tx.workspaceId}, ${me}, ${input.event}, ${input.inApp}, ${input.mail})
      ON CONFLICT (workspace_id, member_id, event) DO UPDATE SET in_app = excluded.in_app, mail = excluded.mail`)
    tx.record('notification.choose', {
      noun: 'notification_choice',
      id: me,
      before: { [input.event]: before },
      after: { [input.event]: { inApp: input.inApp, mail: input.mail } },
    })
    return choicesOf(tx, me)
  })

async function choicesOf(tx: Tx, memberId: string): Promise<Output<'notification.choices'>> {
  const choices = await findChoices(tx, [memberId])
  return {
    items: notificationEvents.map((event) => ({
      event,
      title: eventTable[event].title,
      ...choices(memberId, event),
    })),
  }
}

import type { Ctx } from '../context.ts'
import { asEvent, eventTable } from '../notifications/events.ts'
import { places } from '../notifications/places.ts'
import type { Reader } from '../notifications/reader.ts'
import { type DigestItem, digestMail } from './digest-mail.ts'
import type { QueuedMail } from './queue-mail.ts'

export type DigestNote = { event: string; title: string; body: string; path: string }

/** What a member is told of in one mail; they have an address. */
export function memberDigest(
  ctx: Ctx,
  notes: readonly DigestNote[],
  to: { reader: Reader & { email: string }; workspaceName: string },
): QueuedMail {
  const { reader, workspaceName } = to
  const mail = digestMail({
    reader,
    items: notes.map((note) => itemOf(ctx, note)),
    allUrl: `${ctx.connectors.publicUrl}${places.notifications}`,
    choicesUrl: `${ctx.connectors.publicUrl}${places.choices}`,
    workspaceName,
  })
  return { to: reader.email, memberId: reader.id, ...mail }
}

function itemOf(ctx: Ctx, note: DigestNote): DigestItem {
  const event = asEvent(note.event)
  return {
    group: event ? eventTable[event].group : 'news',
    title: note.title,
    lines: note.body.split('\n').slice(0, 2),
    url: `${ctx.connectors.publicUrl}${note.path}`,
  }
}

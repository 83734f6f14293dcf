import { sql } from 'kysely'
import type { NotificationEvent } from '../../contract/messages.ts'
import { fromMs, type Instant, toMs } from '../../core/lib/instant.ts'
import { insertMany, type JsonRow } from '../../db/insert-many.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { eventMail } from '../mail/event-mail.ts'
import { memberDigest } from '../mail/member-digest.ts'
import { type QueuedMail, queueMails } from '../mail/queue-mail.ts'
import type { OperationTx } from '../operation-tx.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'
import { isBeforeRestore, loadWorkspace } from '../workspaces/workspace-row.ts'
import { type Delivery, floodMinutes, planDeliveries } from './deliveries.ts'
import { findChoices } from './find-choices.ts'
import { places } from './places.ts'
import { isReached, type Reader, readerOf } from './reader.ts'
import { scheduleDigests } from './schedule-digests.ts'

/** What is told: a line, the paragraphs beneath it, and what the button in a mail says. */
export type Words = { title: string; body: readonly string[]; button: string }

export type Message = {
  event: NotificationEvent
  to: readonly string[]
  /** Who did it; they are not told what they did themselves. */
  actorId: string | null
  handoffId: string | null
  /** Where in the app one sees it. */
  path: string
  words: (reader: Reader) => Words
  /** Reaches its reader also outside their working hours. */
  urgent?: boolean
  most?: 'digest' | 'in_app'
  /** When it came to this, where that is not when the work it is part of came up. */
  aroseAt?: Instant
}

type Told = { message: Message; reader: Reader; words: Words }

/**
 * Tells people things, each in the way they chose. Called once per transaction and last: it takes the locks of its
 * readers' digests, in the order of their ids.
 */
export async function notify(ctx: Ctx, tx: OperationTx, messages: readonly Message[]): Promise<void> {
  if (messages.every((m) => m.to.length === 0)) return
  const [directory, workspace] = await Promise.all([loadDirectory(tx), loadWorkspace(tx)])
  const told = messages.flatMap((message) => toldOf(message, directory, workspace))
  if (told.length === 0) return
  const people = [...new Set(told.map((t) => t.reader.id))]
  const [choices, lately] = await Promise.all([findChoices(tx, people), countMails(tx, people)])
  const { deliveries, digests } = planDeliveries(
    told.map(({ message, reader }) => ({
      memberId: reader.id,
      choice: choices(reader.id, message.event),
      hasEmail: reader.email !== null,
      urgent: message.urgent ?? false,
      most: message.most ?? 'mail',
      isOld: isBeforeRestore(workspace, message.aroseAt ?? tx.aroseAt),
    })),
    { directory, lately, now: tx.now },
  )
  // Ids in order, so that what fell due first is also listed as the first of its instant.
  const ids = told.map(() => ctx.newId('ntf')).sort()
  const rows = told.flatMap((one, i) => rowOf(tx, { one, id: ids[i] ?? '', delivery: deliveries[i] }))
  if (rows.length > 0) await tx.run(insertMany('notification', rows))
  const seen = [...new Set(rows.filter((r) => r.in_app).map((r) => r.member_id))]
  if (seen.length > 0)
    await tx.run(
      insertMany(
        'change',
        seen.map((id) => changeOf(ctx, tx, id)),
      ),
    )
  await queueMails(ctx, tx, mailsFor(ctx, { told, deliveries, workspace }))
  await scheduleDigests(ctx, tx, digests)
}

function toldOf(
  message: Message,
  directory: Directory,
  workspace: Awaited<ReturnType<typeof loadWorkspace>>,
): Told[] {
  return [...new Set(message.to)].flatMap((id) => {
    const member = directory.members.get(id)
    if (id === message.actorId || !isReached(member)) return []
    const reader = readerOf(directory, workspace, member)
    return [{ message, reader, words: message.words(reader) }]
  })
}

/** How many mails each got lately, the waiting ones included. */
async function countMails(tx: Tx, memberIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const since: Instant = fromMs(toMs(tx.now) - floodMinutes * 60_000)
  const rows = await tx.many(sql<{ member_id: string; n: number }>`
    SELECT member_id, count(*) AS n FROM mail
    WHERE workspace_id = ${tx.workspaceId} AND created_at > ${since}::timestamptz AND status <> 'held' AND member_id = ANY (${memberIds}::text[]) GROUP BY member_id`)
  return new Map(rows.map((r) => [r.member_id, r.n]))
}

/** A row for everything told, also where it is only mailed: it is the record of having been told. */
function rowOf(
  tx: Tx,
  { one, id, delivery }: { one: Told; id: string; delivery: Delivery | undefined },
): JsonRow<'notification'>[] {
  if (!delivery || (!delivery.inApp && !delivery.inDigest && !delivery.held && delivery.mailAt === null))
    return []
  const { message, reader, words } = one
  return [
    {
      workspace_id: tx.workspaceId,
      id,
      member_id: reader.id,
      event: message.event,
      handoff_id: message.handoffId,
      title: words.title,
      body: words.body.join('\n'),
      path: message.path,
      in_app: delivery.inApp,
      digest_pending: delivery.inDigest,
      created_at: tx.now,
      read_at: null,
    },
  ]
}

type Mailing = { told: readonly Told[]; deliveries: readonly Delivery[]; workspace: { name: string } }

function mailsFor(ctx: Ctx, { told, deliveries, workspace }: Mailing): QueuedMail[] {
  const atOnce = told.flatMap((one, i) => {
    const notBefore = deliveries[i]?.mailAt ?? null
    return notBefore === null ? [] : mailsOf(ctx, one, workspace).map((mail) => ({ ...mail, notBefore }))
  })
  const old = told.filter((_, i) => deliveries[i]?.held)
  return [...atOnce, ...heldMails(ctx, old, workspace)]
}

/** None where the reader has no address. */
function mailsOf(ctx: Ctx, { message, reader, words }: Told, workspace: { name: string }): QueuedMail[] {
  if (reader.email === null) return []
  const url = `${ctx.connectors.publicUrl}${message.path}`
  const choicesUrl = `${ctx.connectors.publicUrl}${places.choices}`
  const mail = eventMail({ reader, words, url, choicesUrl, workspaceName: workspace.name })
  return [{ to: reader.email, memberId: reader.id, ...mail }]
}

/** One for each person, however many things of before a restore they would be told. */
function heldMails(ctx: Ctx, told: readonly Told[], workspace: { name: string }): QueuedMail[] {
  return [...Map.groupBy(told, ({ reader }) => reader.id).values()].flatMap((own) => {
    const [first, ...more] = own
    if (!first || first.reader.email === null) return []
    if (more.length === 0) return mailsOf(ctx, first, workspace).map((mail) => ({ ...mail, held: true }))
    const notes = own.map(({ message, words }) => ({
      event: message.event,
      title: words.title,
      body: words.body.join('\n'),
      path: message.path,
    }))
    const to = { reader: { ...first.reader, email: first.reader.email }, workspaceName: workspace.name }
    return [{ ...memberDigest(ctx, notes, to), held: true }]
  })
}

function changeOf(ctx: Ctx, tx: Tx, memberId: string) {
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('chg'),
    at: tx.now,
    noun: 'notification',
    record_id: memberId,
    version: 1,
  }
}

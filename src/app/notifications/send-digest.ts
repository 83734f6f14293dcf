import { sql } from 'kysely'
import type { Instant } from '../../core/lib/instant.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import { memberDigest } from '../mail/member-digest.ts'
import { queueMails } from '../mail/queue-mail.ts'
import type { OperationTx } from '../operation-tx.ts'
import { loadDirectory } from '../people/directory.ts'
import { isBeforeRestore, loadWorkspace } from '../workspaces/workspace-row.ts'
import { isReached, readerOf } from './reader.ts'
import { atWorkFrom } from './working-hours.ts'

/**
 * Sends a member everything that waited for their digest, as one mail, and ends the digest's timer with it. Outside
 * their hours (it was due while the server was down, say) it waits for the next opening. What was read on screen by
 * then is left out; what waited before a restore may have been sent since, in a digest brought forward by others, and
 * is held in a mail of its own.
 */
export async function sendDigest(ctx: Ctx, tx: OperationTx, timerId: string): Promise<void> {
  const timer = await tx.maybe(sql<{ id: string; member_id: string }>`
    SELECT id, member_id FROM timer WHERE workspace_id = ${tx.workspaceId} AND id = ${timerId} AND kind = 'digest'
      AND done_at IS NULL AND due_at <= ${tx.now}::timestamptz FOR UPDATE SKIP LOCKED`)
  if (!timer) return
  const [directory, workspace] = await Promise.all([loadDirectory(tx), loadWorkspace(tx)])
  const member = directory.members.get(timer.member_id)
  const openAt = atWorkFrom(directory, timer.member_id, tx.now)
  if (openAt > tx.now) {
    await tx.run(
      sql`UPDATE timer SET due_at = ${openAt} WHERE workspace_id = ${tx.workspaceId} AND id = ${timer.id}`,
    )
    return
  }
  const waiting = await takeWaiting(tx, timer.member_id)
  await tx.run(
    sql`UPDATE timer SET done_at = ${tx.now} WHERE workspace_id = ${tx.workspaceId} AND id = ${timer.id}`,
  )
  const unread = waiting.filter((row) => row.read_at === null)
  if (!isReached(member) || member.email === null || unread.length === 0) return
  const to = {
    reader: { ...readerOf(directory, workspace, member), email: member.email },
    workspaceName: workspace.name,
  }
  const isHeld = (row: Waiting): boolean => isBeforeRestore(workspace, row.created_at)
  const parts = [...Map.groupBy(unread, isHeld)]
  await queueMails(
    ctx,
    tx,
    parts.map(([held, rows]) => ({ ...memberDigest(ctx, rows, to), held })),
  )
}

type Waiting = {
  id: string
  event: string
  title: string
  body: string
  path: string
  created_at: Instant
  read_at: Instant | null
}

async function takeWaiting(tx: Tx, memberId: string): Promise<Waiting[]> {
  const rows = await tx.many(sql<Waiting>`
    UPDATE notification SET digest_pending = false
    WHERE workspace_id = ${tx.workspaceId} AND member_id = ${memberId} AND digest_pending
    RETURNING id, event, title, body, path, created_at, read_at`)
  return rows.sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1))
}

import { sql } from 'kysely'
import { applyDeal } from '../../src/app/deals/apply-deal.ts'
import { followDeal } from '../../src/app/handoffs/follow-deal.ts'
import type { IncomingDeal } from '../../src/connectors/kit/incoming.ts'
import { newId } from '../../src/db/new-id.ts'
import { qb } from '../../src/db/query.ts'
import type { TestWorkspace } from './workspace.ts'

/** A source of deals whose stages are mapped: `open`, `likely`, `won`, `lost`. */
export async function addSource(space: TestWorkspace): Promise<string> {
  const id = newId('con')
  await space.within(async (tx) => {
    await tx.run(
      qb.insertInto('connection').values({
        workspace_id: space.id,
        id,
        kind: 'webhook',
        name: `CRM ${id.slice(-6)}`,
        config: '{}',
        created_at: tx.now,
      }),
    )
    for (const kind of ['open', 'likely', 'won', 'lost'] as const) {
      await tx.run(
        qb.insertInto('stage').values({
          workspace_id: space.id,
          connection_id: id,
          external_id: kind,
          label: kind,
          kind,
        }),
      )
    }
  })
  return id
}

/** What the source says of a deal; answers with the handoff it made or moved. */
export async function tellDeal(
  space: TestWorkspace,
  connectionId: string,
  deal: Partial<IncomingDeal>,
): Promise<string> {
  return space.within(async (tx, ctx) => {
    const applied = await applyDeal(ctx, tx, {
      source: { connectionId, liveFrom: null },
      deal: { externalId: 'd-1', occurredAt: tx.now, ...deal },
    })
    return (await followDeal(ctx, tx, applied)).handoffId ?? ''
  })
}

export type ToldNote = {
  who: string
  event: string
  title: string
  body: string
  path: string
  inApp: boolean
  inDigest: boolean
  at: string
}

/** Everything people were told, in order. */
export async function notesOf(space: TestWorkspace): Promise<ToldNote[]> {
  return space.within((tx) =>
    tx.many(sql<ToldNote>`
      SELECT m.name AS who, n.event, n.title, n.body, n.path, n.in_app AS "inApp", n.digest_pending AS "inDigest", n.created_at AS at
      FROM notification n JOIN member m ON m.workspace_id = n.workspace_id AND m.id = n.member_id
      WHERE n.workspace_id = ${tx.workspaceId} ORDER BY n.created_at, n.id`),
  )
}

export type ToldMail = {
  id: string
  who: string | null
  subject: string
  text: string
  html: string
  status: string
  error: string | null
  at: string
  dueAt: string | null
}

/** Every mail written, in order, with when it may go out. */
export async function mailsOf(space: TestWorkspace): Promise<ToldMail[]> {
  return space.within((tx) =>
    tx.many(sql<ToldMail>`
      SELECT l.id, m.name AS who, l.subject, l.text_body AS text, l.html_body AS html, l.status, l.error, l.created_at AS at,
        (SELECT min(o.due_at) FROM outbox o WHERE o.workspace_id = l.workspace_id AND o.job = 'send-mail' AND o.payload->>'mailId' = l.id AND o.status = 'pending') AS "dueAt"
      FROM mail l LEFT JOIN member m ON m.workspace_id = l.workspace_id AND m.id = l.member_id
      WHERE l.workspace_id = ${tx.workspaceId} ORDER BY l.created_at, l.id`),
  )
}

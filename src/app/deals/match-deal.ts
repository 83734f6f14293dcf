import { sql } from 'kysely'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import { insertMany } from '../../db/insert-many.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'

type Named = { connectionId: string | null; deal: IncomingDeal }

/**
 * The account a source names, where it is known: by the source's own id, else by name. One that the source knows by
 * another id is somebody else of the same name.
 */
export async function findAccountOf(
  tx: OperationTx,
  { connectionId, deal }: Named,
): Promise<string | undefined> {
  const { accountExternalId: externalId, accountName: name } = deal
  if (!externalId && !name) return undefined
  const byName = sql`SELECT id, 1 AS rank FROM account WHERE workspace_id = ${tx.workspaceId} AND name = ${name ?? ''}`
  const found = await tx.maybe(
    externalId && connectionId
      ? sql<{ id: string }>`
        (SELECT id, 0 AS rank FROM account WHERE workspace_id = ${tx.workspaceId} AND connection_id = ${connectionId} AND external_id = ${externalId})
        UNION ALL (${byName} AND (connection_id IS DISTINCT FROM ${connectionId} OR external_id IS NULL OR external_id = name) ORDER BY id LIMIT 1)
        ORDER BY rank LIMIT 1`
      : sql<{ id: string }>`${byName} ORDER BY id LIMIT 1`,
  )
  return found?.id
}

/** Which of our accounts a source means, made where it is not known yet. */
export async function matchAccount(
  ctx: Ctx,
  tx: OperationTx,
  from: Named & { found: Promise<string | undefined> },
): Promise<string | null | undefined> {
  const { accountExternalId: externalId, accountName: name } = from.deal
  if (externalId === undefined && name === undefined) return undefined
  if (!externalId && !name) return null
  const known = await from.found
  if (known) return known
  const id = ctx.newId('acc')
  const row = {
    workspace_id: tx.workspaceId,
    id,
    connection_id: from.connectionId,
    external_id: externalId ?? null,
    name: name ?? externalId ?? '',
    created_at: tx.now,
    fields: {},
    version: 1,
  }
  // Two events about a new account can come at once; the unique key lets one of them make it.
  const made = await tx.run(insertMany('account', [row], 'skip'))
  if (made === 0) return matchAccount(ctx, tx, { ...from, found: findAccountOf(tx, from) })
  tx.record('account.create', {
    noun: 'account',
    id,
    after: { name: row.name, externalId: row.external_id },
    version: 1,
  })
  return id
}

/** The member a source names as owner. Somebody unknown becomes a known person, to be invited later: nothing is lost. */
export async function matchOwner(
  ctx: Ctx,
  tx: OperationTx,
  { deal, directory }: { deal: IncomingDeal; directory: Promise<Directory> },
): Promise<string | null | undefined> {
  const { ownerExternalId: externalId, ownerEmail, ownerName } = deal
  if (externalId === undefined && ownerEmail === undefined && ownerName === undefined) return undefined
  const email = ownerEmail?.toLowerCase() ?? null
  if (!externalId && !email && !ownerName) return null
  const known = findOwner(await directory, { externalId: externalId ?? null, email, name: ownerName ?? null })
  if (known) return known
  const name = ownerName ?? email ?? externalId ?? ''
  const id = ctx.newId('mem')
  const made = await tx.run(
    insertMany(
      'member',
      [
        {
          workspace_id: tx.workspaceId,
          id,
          name,
          email,
          external_id: externalId ?? null,
          roles: ['ae'],
          status: 'known',
          created_at: tx.now,
          territories: [],
          sizes: [],
          industries: [],
          languages: [],
          skills: [],
          version: 1,
        },
      ],
      'skip',
    ),
  )
  if (made === 0) return matchOwner(ctx, tx, { deal, directory: loadDirectory(tx) })
  tx.record('member.create', { noun: 'member', id, after: { name, email, status: 'known' }, version: 1 })
  return id
}

function findOwner(
  directory: Directory,
  by: { externalId: string | null; email: string | null; name: string | null },
): string | null {
  const members = [...directory.members.values()]
  const found =
    (by.externalId !== null && members.find((m) => m.externalId === by.externalId)) ||
    (by.email !== null && members.find((m) => m.email === by.email)) ||
    (by.name !== null &&
      by.email === null &&
      by.externalId === null &&
      members.find((m) => m.name === by.name))
  return found ? found.id : null
}

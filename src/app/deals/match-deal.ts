import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import { insertMany } from '../../db/insert-many.ts'
import { qb } from '../../db/query.ts'
import type { Ctx } from '../context.ts'
import type { OperationTx } from '../operation-tx.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'

/** Which of our records a source means, made where they are not known yet. */
export async function matchAccount(
  ctx: Ctx,
  tx: OperationTx,
  from: { connectionId: string | null; deal: IncomingDeal },
): Promise<string | null | undefined> {
  const { accountExternalId: externalId, accountName: name } = from.deal
  if (externalId === undefined && name === undefined) return undefined
  if (!externalId && !name) return null
  const known = await tx.maybe(
    externalId && from.connectionId
      ? qb
          .selectFrom('account')
          .select('id')
          .where('workspace_id', '=', tx.workspaceId)
          .where('connection_id', '=', from.connectionId)
          .where('external_id', '=', externalId)
      : qb
          .selectFrom('account')
          .select('id')
          .where('workspace_id', '=', tx.workspaceId)
          .where('name', '=', name ?? '')
          .orderBy('id')
          .limit(1),
  )
  if (known) return known.id
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
  if (made === 0) return matchAccount(ctx, tx, from)
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
  deal: IncomingDeal,
): Promise<string | null | undefined> {
  const { ownerExternalId: externalId, ownerEmail, ownerName } = deal
  if (externalId === undefined && ownerEmail === undefined && ownerName === undefined) return undefined
  const email = ownerEmail?.toLowerCase() ?? null
  if (!externalId && !email && !ownerName) return null
  const directory = await loadDirectory(tx)
  const known = findOwner(directory, { externalId: externalId ?? null, email, name: ownerName ?? null })
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
  if (made === 0) return matchOwner(ctx, tx, deal)
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

import type { Selectable } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import { qb } from '../../db/query.ts'
import type { ContributionLinkTable } from '../../db/schema/contribution-link.ts'
import type { Tx } from '../../db/tx.ts'
import type { DealCase } from '../deals/deal-case.ts'
import { nameOf } from '../people/name-of.ts'

export type ContributionRow = Selectable<ContributionLinkTable>

export async function findContribution(tx: Tx, id: string): Promise<ContributionRow | undefined> {
  return tx.maybe(
    qb
      .selectFrom('contribution_link')
      .selectAll()
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id),
  )
}

/** What the seller sees of a requirement handed to a colleague; the link itself is shown once only. */
export function contributionView(it: DealCase, row: ContributionRow): Output<'contribution.revoke'> {
  return {
    id: row.id,
    requirementId: row.requirement_id,
    requirementLabel:
      it.version.playbook.requirements.find((r) => r.id === row.requirement_id)?.label ?? row.requirement_id,
    askedName: row.asked_name,
    askedEmail: row.asked_email,
    note: row.note,
    askedBy: nameOf(it.directory, row.asked_by) ?? { id: row.asked_by, name: '' },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    answeredAt: row.answered_at,
    revokedAt: row.revoked_at,
  }
}

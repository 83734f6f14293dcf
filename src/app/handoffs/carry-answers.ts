import { sql } from 'kysely'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { Ctx } from '../context.ts'
import { caseOf, type DealCase } from '../deals/deal-case.ts'
import type { OperationTx } from '../operation-tx.ts'

/**
 * Brings what is known from the account's latest earlier handoff into a follow-on deal, so that only what changed is
 * asked. What the new deal already says stays; what line items and the CRM fill is theirs to fill again.
 */
export async function carryAnswers(_ctx: Ctx, tx: OperationTx, it: DealCase): Promise<DealCase> {
  if (it.row.account_id === null) return it
  const mayCarry = carriedOver(it.version.playbook)
  const carried = await tx.run(sql`
    INSERT INTO answer (workspace_id, deal_id, requirement_id, state, value, reason, approver_id, expires_at, until_on, person, source, source_label, author_id, evidence, validated, answered_at)
    SELECT workspace_id, ${it.row.id}, requirement_id, state, value, reason, NULL, NULL, NULL, NULL, 'carried_over', NULL, author_id, evidence, validated, answered_at
    FROM answer WHERE workspace_id = ${tx.workspaceId} AND state IN ('given', 'none') AND requirement_id = ANY(${mayCarry}::text[])
      AND deal_id = (SELECT deal_id FROM handoff WHERE workspace_id = ${tx.workspaceId} AND account_id = ${it.row.account_id}
        AND deal_id <> ${it.row.id} AND status NOT IN ('cancelled', 'preparing') ORDER BY opened_at DESC, id DESC LIMIT 1)
    ON CONFLICT DO NOTHING`)
  return carried === 0 ? it : caseOf(tx, it.row)
}

/** Requirements whose answers a follow-on takes over: those that people type. */
export function carriedOver({ requirements }: Playbook): string[] {
  return requirements.filter((r) => (r.filled_by ?? 'typed') === 'typed').map((r) => r.id)
}

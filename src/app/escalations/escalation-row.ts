import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { EscalationTable } from '../../db/schema/escalation.ts'
import type { Tx } from '../../db/tx.ts'
import type { Directory } from '../people/directory.ts'
import { nameOf } from '../people/name-of.ts'

export type EscalationRow = Selectable<EscalationTable>
type EscalationView = Output<'escalation.close'>

/** An escalation with the names its list shows. */
export type ShownEscalation = EscalationRow & {
  account_name: string | null
  deal_name: string
  deal_id: string
  playbook_version_id: string
  step_titles: string[] | null
}

export const shownColumns = sql`e.*, a.name AS account_name, d.name AS deal_name, h.deal_id, h.playbook_version_id,
  (SELECT array_agg(s.title ORDER BY s.due_at, s.id) FROM step s WHERE s.workspace_id = e.workspace_id AND s.id = ANY (e.step_ids)) AS step_titles`

export const shownJoins = sql`JOIN handoff h ON h.workspace_id = e.workspace_id AND h.id = e.handoff_id
  JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
  LEFT JOIN account a ON a.workspace_id = h.workspace_id AND a.id = h.account_id`

export async function findEscalation(tx: Tx, id: string): Promise<ShownEscalation | undefined> {
  return tx.maybe(sql<ShownEscalation>`
    SELECT ${shownColumns} FROM escalation e ${shownJoins} WHERE e.workspace_id = ${tx.workspaceId} AND e.id = ${id}`)
}

export function escalationView(
  row: ShownEscalation,
  { directory, playbook }: { directory: Directory; playbook: Pick<Playbook, 'escalation'> },
): EscalationView {
  return {
    id: row.id,
    version: row.version,
    handoffId: row.handoff_id,
    accountName: row.account_name,
    dealName: row.deal_name,
    stepTitles: row.step_titles ?? [],
    rungTitle: playbook.escalation.find((rung) => rung.id === row.rung)?.title ?? row.rung,
    raisedTo: nameOf(directory, row.raised_to) ?? { id: row.raised_to, name: '' },
    openedAt: row.opened_at,
    raisedAt: row.raised_at,
    closedAt: row.closed_at,
    cause: row.cause,
  }
}

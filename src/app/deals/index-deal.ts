import { sql } from 'kysely'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'

const mostCharacters = 20_000

/** Writes down what a deal can be found by (customer, names, products, people, the words of its answers) and by whom. */
export async function indexDeal(ctx: Ctx, dealId: string): Promise<void> {
  await ctx.inTransaction((tx) => indexDeals(tx, [dealId]))
}

/** The same for many at once, in the transaction that writes them: an import leaves no job for each of its deals. */
export async function indexDeals(tx: Tx, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return
  await tx.run(sql`
    INSERT INTO search_document (workspace_id, deal_id, readers, body)
    SELECT d.workspace_id, d.id, array_remove(ARRAY[d.workspace_id, d.owner_id, h.ae_id, h.csm_id], NULL), left(concat_ws(E'\n', d.name, a.name, d.external_id, array_to_string(d.products, ', '), o.name, c.name,
      (SELECT string_agg(ct.name || ' ' || coalesce(ct.email, ''), E'\n') FROM deal_contact dc JOIN contact ct ON ct.workspace_id = dc.workspace_id AND ct.id = dc.contact_id
        WHERE dc.workspace_id = d.workspace_id AND dc.deal_id = d.id),
      (SELECT string_agg(regexp_replace(an.value::text, '[\\[\\]{}"]', ' ', 'g'), E'\n') FROM answer an WHERE an.workspace_id = d.workspace_id AND an.deal_id = d.id AND an.state = 'given')), ${mostCharacters})
    FROM unnest(${dealIds}::text[]) AS wanted(id) JOIN deal d ON d.workspace_id = ${tx.workspaceId} AND d.id = wanted.id
    LEFT JOIN account a ON a.workspace_id = d.workspace_id AND a.id = d.account_id
    LEFT JOIN member o ON o.workspace_id = d.workspace_id AND o.id = d.owner_id
    LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'
    LEFT JOIN member c ON c.workspace_id = d.workspace_id AND c.id = h.csm_id
    ON CONFLICT (workspace_id, deal_id) DO UPDATE SET readers = excluded.readers, body = excluded.body`)
}

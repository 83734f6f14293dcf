import { sql } from 'kysely'
import type { Tx } from '../../../db/tx.ts'
import type { KnownNames } from '../mapping/recognition/unknown-references.ts'

/** More than this and the list of names would not be whole, so nothing is called unknown by it. */
const mostNames = 20_000

/** Names of what the workspace knows already, so that a reference to it is not taken for a misspelling. */
export async function knownNames(tx: Tx): Promise<KnownNames> {
  const list = async (table: 'account' | 'member' | 'product'): Promise<string[] | undefined> => {
    const rows = await tx.many(
      sql<{
        name: string
      }>`SELECT name FROM ${sql.table(table)} WHERE workspace_id = ${tx.workspaceId} LIMIT ${mostNames + 1}`,
    )
    return rows.length === 0 || rows.length > mostNames ? undefined : rows.map((row) => row.name)
  }
  const [accounts, people, products] = await Promise.all([list('account'), list('member'), list('product')])
  return {
    ...(accounts && { accounts }),
    ...(people && { people }),
    ...(products && { products }),
  }
}

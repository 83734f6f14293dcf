import type { Client } from 'pg'

/** A table with rows of ours; `migration` describes the schema and is compared instead of copied. */
export type BackupTable = { name: string; columns: string[] }

/**
 * The tables in an order in which they can be filled: a table comes after those it refers to. References that
 * are deferrable (to itself, or in a circle) do not count, they are checked at the end.
 */
export async function findBackupTables(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { needs: string[] }>(
    `select c.relname as name,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select json_agg(distinct t.relname) from pg_constraint k join pg_class t on t.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' and not k.condeferrable and k.confrelid <> c.oid),
         '[]') as needs
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migration'
     order by c.relname`,
  )
  const ordered: BackupTable[] = []
  let waiting = rows
  while (waiting.length > 0) {
    const names = new Set(waiting.map((table) => table.name))
    const ready = waiting.filter((table) => !table.needs.some((need) => names.has(need)))
    if (ready.length === 0) {
      throw new Error(
        `These tables refer to each other in a circle: ${[...names].join(', ')}; make a key DEFERRABLE.`,
      )
    }
    ordered.push(...ready.map(({ name, columns }) => ({ name, columns })))
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return ordered
}

/** Under forced row-level security a login without a policy sees no row and no error: a backup would be empty. */
export async function refuseHiddenRows(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
       and not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
       and (c.relforcerowsecurity or pg_get_userbyid(c.relowner) <> current_user)
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
         and (select oid from pg_roles where rolname = current_user) = any(p.polroles)
         and pg_get_expr(p.polqual, p.polrelid) = 'true')
     order by 1`,
  )
  if (rows.length === 0) return
  const names = rows.map((row) => row.name).join(', ')
  throw new Error(`This login cannot see all rows of ${names}: back up as the owner (DATABASE_OWNER_URL).`)
}

/** Takes every row out of tables that refer to one another. */
export async function emptyTables(client: Client, tables: readonly BackupTable[]): Promise<void> {
  await client.query(`truncate ${tables.map((table) => quoted(table.name)).join(', ')}`)
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function columnList(table: BackupTable): string {
  return table.columns.map(quoted).join(', ')
}

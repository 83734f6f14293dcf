import type { Runtime } from '../runtime.ts'

export type FoundWorkspace = { id: string; slug: string; name: string; isDemo: boolean }
export type WorkspaceQuestion = { workspace: FoundWorkspace | null; ask: boolean; empty: boolean }

type Row = { id: string; slug: string; name: string; is_demo?: boolean }

/**
 * Which workspace somebody means who is not signed in yet: the one named, else the only one there is.
 * Asked outside of every workspace, through two functions that answer with names only.
 */
export async function findWorkspace(runtime: Runtime, slug?: string): Promise<WorkspaceQuestion> {
  const { rows: first } = await runtime.pool.query<Row>({
    name: 'first-workspaces',
    text: 'SELECT id, slug, name, is_demo FROM first_workspaces()',
  })
  const only = first.length === 1 ? first[0] : undefined
  const found = slug ? await named(runtime, slug, first) : only
  return {
    workspace: found
      ? { id: found.id, slug: found.slug, name: found.name, isDemo: found.is_demo ?? false }
      : null,
    ask: first.length > 1,
    empty: first.length === 0,
  }
}

async function named(runtime: Runtime, slug: string, first: readonly Row[]): Promise<Row | undefined> {
  // Slugs are ASCII; asking for anything else is not worth a look.
  if (!/^[a-z0-9_-]{2,60}$/.test(slug)) return undefined
  const near = first.find((w) => w.slug === slug)
  if (near) return near
  const { rows } = await runtime.pool.query<Row>({
    name: 'find-workspace',
    text: 'SELECT id, slug, name FROM find_workspace($1)',
    values: [slug],
  })
  return rows[0]
}

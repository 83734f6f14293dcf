import type { Runtime } from '../runtime.ts'

/** Whether anybody works here yet. */
export async function hasWorkspace(runtime: Pick<Runtime, 'pool'>): Promise<boolean> {
  const { rows } = await runtime.pool.query('SELECT id FROM first_workspaces()')
  return rows.length > 0
}

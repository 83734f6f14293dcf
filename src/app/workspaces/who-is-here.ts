import type { Runtime } from '../runtime.ts'

/** Whether anybody works here yet, or only a demo is there. */
export async function whoIsHere(runtime: Pick<Runtime, 'pool'>): Promise<'nobody' | 'a demo' | 'people'> {
  const { rows } = await runtime.pool.query<{ is_demo: boolean }>('SELECT is_demo FROM first_workspaces()')
  if (rows.length === 0) return 'nobody'
  return rows.every((row) => row.is_demo) ? 'a demo' : 'people'
}

import { qb } from '../../db/query.ts'
import { brokenConstraint, type Tx } from '../../db/tx.ts'
import { AppError, invalid } from '../errors.ts'

/** A team is led by somebody who works here. */
export async function checkTeamManager(tx: Tx, managerId: string | null | undefined): Promise<void> {
  if (!managerId) return
  const manager = await tx.maybe(
    qb
      .selectFrom('member')
      .select('status')
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', managerId),
  )
  if (manager && manager.status !== 'suspended') return
  const message = manager
    ? 'This person is suspended and cannot lead a team.'
    : 'There is no such person; expected somebody of this workspace.'
  throw invalid(message, [{ path: 'managerId', message }])
}

/** Says in words that a team of this name exists; everything else passes. */
export function teamError(error: unknown, name: string | undefined): unknown {
  if (brokenConstraint(error) !== 'team_name') return error
  const message = `There is a team called "${name}" already.`
  return new AppError('refused', 'team_name_taken', message, { fields: [{ path: 'name', message }] })
}

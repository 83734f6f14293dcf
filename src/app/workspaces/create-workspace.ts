import { newId, newWorkspaceId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { brokenConstraint } from '../../db/tx.ts'
import { addCalendars } from '../calendars/add-calendars.ts'
import type { Ctx } from '../context.ts'
import { refused } from '../errors.ts'
import type { OperationTx } from '../operation-tx.ts'
import { standardPlaybook, type UsablePlaybook } from '../playbooks/standard-playbook.ts'
import { storeVersion } from '../playbooks/store-version.ts'
import { startHousekeeping } from '../retention/housekeeping.ts'
import type { Runtime } from '../runtime.ts'
import { workIn } from '../work-in.ts'
import { firstCalendars } from './first-calendars.ts'

export type NewWorkspace = {
  /** One of its own unless told otherwise. */
  id?: string
  name: string
  slug: string
  currency: string
  zone: string
  locale: string
  isDemo: boolean
  /** The first admin, who may sign in at once where a password's hash is given. */
  admin: { name: string; email: string; passwordHash?: string }
  /** The process it begins with; the one the product ships unless told otherwise. */
  playbook?: UsablePlaybook
  requestId?: string
}

/** Makes a workspace that can be worked in: its first admin, its playbook in force, its calendars; all of it or nothing. */
export async function createWorkspace(
  runtime: Runtime,
  wanted: NewWorkspace,
): Promise<{ workspaceId: string; adminId: string }> {
  const workspaceId = wanted.id ?? newWorkspaceId()
  const place = {
    workspaceId,
    actor: { kind: 'system', job: 'create-workspace' } as const,
    requestId: wanted.requestId ?? newId('req'),
  }
  return workIn(runtime, place, async (ctx, tx) => {
    await insertWorkspace(tx, wanted)
    const adminId = await insertAdmin(ctx, tx, wanted.admin)
    const usable = wanted.playbook ?? standardPlaybook()
    await addCalendars(ctx, tx, firstCalendars(usable.playbook.calendars, wanted.zone))
    await storeVersion(ctx, tx, { usable, createdBy: null })
    startHousekeeping(tx)
    return { workspaceId, adminId }
  })
}

async function insertWorkspace(tx: OperationTx, wanted: NewWorkspace): Promise<void> {
  const { name, slug, currency, zone, locale } = wanted
  const row = { name, slug, currency, zone, locale, is_demo: wanted.isDemo }
  try {
    await tx.run(
      qb
        .insertInto('workspace')
        .values({ ...row, id: tx.workspaceId, created_at: tx.now, live_from: null, suspended_at: null }),
    )
  } catch (error) {
    if (brokenConstraint(error) === 'workspace_slug_key') {
      throw refused(
        'slug_taken',
        `The short name "${slug}" is taken by another workspace. Choose another one.`,
      )
    }
    throw error
  }
  tx.record('workspace.create', { noun: 'workspace', id: tx.workspaceId, after: row, version: 1 })
}

async function insertAdmin(ctx: Ctx, tx: OperationTx, admin: NewWorkspace['admin']): Promise<string> {
  const id = ctx.newId('mem')
  const shown = { name: admin.name, email: admin.email.toLowerCase(), roles: ['admin'], status: 'active' }
  await tx.run(
    qb.insertInto('member').values({
      ...shown,
      workspace_id: tx.workspaceId,
      id,
      external_id: null,
      team_id: null,
      manager_id: null,
      calendar_id: null,
      zone: null,
      locale: null,
      capacity: null,
      away_from: null,
      away_until: null,
      away_cover_id: null,
      created_at: tx.now,
    }),
  )
  if (admin.passwordHash !== undefined) {
    await tx.run(
      qb.insertInto('credential').values({
        workspace_id: tx.workspaceId,
        member_id: id,
        password_hash: admin.passwordHash,
        changed_at: tx.now,
      }),
    )
  }
  tx.record('member.create', { noun: 'member', id, after: shown, version: 1 })
  return id
}

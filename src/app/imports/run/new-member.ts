import type { MemberRole } from '../../../core/handoff/vocabulary.ts'
import type { JsonRow } from '../../../db/insert-many.ts'
import type { Batch } from './import-run.ts'

type Told = {
  name: string
  email: string | null
  externalId: string | null
  role: MemberRole
  teamId?: string | null
  territories?: readonly string[]
}

/** Somebody who is known from a file: no access, no mail, to be invited later. */
export function newMember(batch: Batch, told: Told): JsonRow<'member'> {
  const { ctx, tx } = batch
  return {
    workspace_id: tx.workspaceId,
    id: ctx.newId('mem'),
    name: told.name,
    email: told.email,
    external_id: told.externalId,
    roles: [told.role],
    status: 'known',
    team_id: told.teamId ?? null,
    manager_id: null,
    calendar_id: null,
    zone: null,
    locale: null,
    territories: [...(told.territories ?? [])],
    sizes: [],
    industries: [],
    languages: [],
    skills: [],
    capacity: null,
    away_from: null,
    away_until: null,
    away_cover_id: null,
    created_at: tx.now,
    version: 1,
  }
}

export function recordNewMember(batch: Batch, row: JsonRow<'member'>): void {
  const { name, email, roles, territories, status } = row
  batch.tx.record('member.create', {
    noun: 'member',
    id: row.id,
    after: { name, email, roles, territories, status },
  })
}

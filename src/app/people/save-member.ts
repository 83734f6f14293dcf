import type { MemberRow } from '../../contract/people.ts'
import { qb } from '../../db/query.ts'
import { brokenConstraint } from '../../db/tx.ts'
import { AppError } from '../errors.ts'
import { canonicalJson, type OperationTx } from '../operation-tx.ts'
import { auditedMember, type MemberRecord } from './member-record.ts'
import { viewMember } from './member-view.ts'

export type MemberChange = {
  action: string
  before: MemberRecord
  columns: Partial<MemberRecord>
  /** More for the audit than the columns that changed. */
  also?: Readonly<Record<string, unknown>>
}

/** Writes a changed member, with its audit entry; where nothing differs nothing is written. */
export async function saveMember(
  tx: OperationTx,
  { action, before, columns, also }: MemberChange,
): Promise<MemberRow> {
  const wanted: MemberRecord = { ...before, ...columns }
  if (canonicalJson(wanted) === canonicalJson(before)) return viewMember(tx, before)
  const after = await update(tx, before, columns)
  tx.record(action, {
    noun: 'member',
    id: after.id,
    before: auditedMember(before),
    after: { ...auditedMember(after), ...also },
    version: after.version,
  })
  return viewMember(tx, after)
}

async function update(
  tx: OperationTx,
  before: MemberRecord,
  columns: Partial<MemberRecord>,
): Promise<MemberRecord> {
  try {
    return await tx.one(
      qb
        .updateTable('member')
        .set({ ...columns, version: before.version + 1 })
        .where('workspace_id', '=', tx.workspaceId)
        .where('id', '=', before.id)
        .returningAll(),
    )
  } catch (error) {
    throw isTakenEmail(error) ? emailTaken() : error
  }
}

export function isTakenEmail(error: unknown): boolean {
  return brokenConstraint(error) === 'member_email'
}

export function emailTaken(): AppError {
  const message = 'Somebody else in this workspace has this e-mail address.'
  return new AppError('refused', 'email_taken', message, { fields: [{ path: 'email', message }] })
}

import type { Playbook } from '../../core/playbook/playbook.ts'
import { qb } from '../../db/query.ts'
import type { Tx } from '../../db/tx.ts'
import { refused } from '../errors.ts'

export type PlaybookVersion = { id: string; number: number; playbook: Playbook }

const kept = new Map<string, PlaybookVersion>()
const mostKept = 500

/** The playbook in force. A workspace without one can do nothing with deals yet, and is told so. */
export async function effectivePlaybook(tx: Tx): Promise<PlaybookVersion> {
  const row = await tx.maybe(
    qb
      .selectFrom('playbook_version')
      .select('id')
      .where('workspace_id', '=', tx.workspaceId)
      .where('status', '=', 'effective'),
  )
  if (!row) throw refused('no_playbook', 'This workspace has no playbook in force yet. Publish one first.')
  return playbookVersion(tx, row.id)
}

/** A version by id. Versions never change, so each is read and kept once. */
export async function playbookVersion(tx: Tx, id: string): Promise<PlaybookVersion> {
  const key = `${tx.workspaceId}/${id}`
  const known = kept.get(key)
  if (known) return known
  const row = await tx.one(
    qb
      .selectFrom('playbook_version')
      .select(['number', 'document'])
      .where('workspace_id', '=', tx.workspaceId)
      .where('id', '=', id),
  )
  const version = { id, number: row.number, playbook: asPlaybook(row.document) }
  const oldest = kept.keys().next()
  if (kept.size >= mostKept && !oldest.done) kept.delete(oldest.value)
  kept.set(key, version)
  return version
}

// Only checked documents are ever stored.
const asPlaybook = (document: unknown): Playbook => document as Playbook

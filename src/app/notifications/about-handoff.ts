import { sql } from 'kysely'
import type { Playbook } from '../../core/playbook/playbook.ts'
import type { Tx } from '../../db/tx.ts'
import type { HandoffRow } from '../handoffs/handoff-row.ts'
import { type Directory, loadDirectory } from '../people/directory.ts'
import { playbookVersion } from '../playbooks/current-playbook.ts'
import { loadWorkspace } from '../workspaces/workspace-row.ts'
import { sayMoney } from './say.ts'

/** A handoff with the names it is told by. */
export type NamedHandoff = HandoffRow & { deal_name: string; account_name: string | null }

/** A handoff with what it takes to tell of it. */
export type AboutHandoff = {
  handoff: NamedHandoff
  /** The customer's name, or the deal's where no account is known. */
  customer: string
  playbook: Playbook
  directory: Directory
  currency: string
  nameOf: (memberId: string | null) => string
}

export async function findAboutHandoff(tx: Tx, id: string): Promise<AboutHandoff | null> {
  const handoff = await tx.maybe(sql<NamedHandoff>`
    SELECT h.*, d.name AS deal_name, a.name AS account_name FROM handoff h
    JOIN deal d ON d.workspace_id = h.workspace_id AND d.id = h.deal_id
    LEFT JOIN account a ON a.workspace_id = h.workspace_id AND a.id = h.account_id
    WHERE h.workspace_id = ${tx.workspaceId} AND h.id = ${id}`)
  if (!handoff) return null
  const [{ playbook }, directory, { currency }] = await Promise.all([
    playbookVersion(tx, handoff.playbook_version_id),
    loadDirectory(tx),
    loadWorkspace(tx),
  ])
  return {
    handoff,
    customer: handoff.account_name ?? handoff.deal_name,
    playbook,
    directory,
    currency,
    nameOf: (memberId) =>
      memberId === null
        ? 'Somebody'
        : (directory.members.get(memberId)?.name ?? 'Somebody who is no longer here'),
  }
}

type AboutDeal = Pick<HandoffRow, 'tier' | 'annual_minor' | 'ae_id' | 'csm_id'> & { deal_name: string }

/** One line that says which deal it is: "Platform · €50,000 a year · Mid-market · Abel Ames → Cleo Clarke". */
export function aboutLine(
  deal: AboutDeal,
  { playbook, directory, currency }: Pick<AboutHandoff, 'playbook' | 'directory' | 'currency'>,
): string {
  const people = [deal.ae_id, deal.csm_id].flatMap((id) => {
    const name = id === null ? undefined : directory.members.get(id)?.name
    return name === undefined ? [] : [name]
  })
  return [
    deal.deal_name,
    ...(deal.annual_minor === null
      ? []
      : [`${sayMoney({ amountMinor: deal.annual_minor, currency })} a year`]),
    playbook.tiers.find((t) => t.id === deal.tier)?.title ?? deal.tier,
    ...(people.length > 0 ? [people.join(' → ')] : []),
  ].join(' · ')
}

import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'
import type { Connectors } from '../connectors.ts'
import { ownConnectionName } from '../deals/own-connection.ts'
import { asSourceConfig, type ConnectionRow } from './connection-row.ts'

type Shown = Output<'connection.show'>
type Row = Output<'connection.list'>['items'][number]
type Health = Row['health']

/** Counting stops here: beyond it the screen says "more than". */
const mostCounted = 10_000

/** A connection as lists show it. */
export function viewRow(
  connectors: Connectors,
  row: ConnectionRow,
  health: Health = { lastEventAt: null, pending: 0, parked: 0, lastDay: 0, refusal: null },
): Row {
  const isSource = row.kind === 'webhook' && row.status !== 'removed'
  return {
    id: row.id,
    version: row.version,
    kind: kindOf(row),
    name: row.name,
    status: asStatus(row.status),
    liveFrom: row.live_from,
    createdAt: row.created_at,
    url: isSource ? `${connectors.publicUrl}/hooks/${row.workspace_id}/${row.id}` : null,
    health,
  }
}

function kindOf({ kind, name }: ConnectionRow): Row['kind'] {
  if (kind === 'webhook') return 'webhook'
  return name === ownConnectionName ? 'by_hand' : 'import'
}

/** A connection with its settings; its secret is never among them. */
export async function viewConnection(tx: Tx, connectors: Connectors, row: ConnectionRow): Promise<Shown> {
  const overlaps =
    row.previous_secret_sealed !== null &&
    row.previous_secret_until !== null &&
    row.previous_secret_until > tx.now
  return {
    ...viewRow(connectors, row, await healthOf(tx, row.id)),
    config: row.kind === 'webhook' ? plain(asSourceConfig(row.config)) : null,
    rotation: overlaps && row.previous_secret_until ? { previousUntil: row.previous_secret_until } : null,
    presets: connectors.deals.presets.map(({ id, title, config }) => ({ id, title, config: plain(config) })),
  }
}

/** How a connection fares, from the events of it that are kept and the last refusal that none of them followed. */
export async function healthOf(tx: Tx, id: string): Promise<Health> {
  const mine = sql`workspace_id = ${tx.workspaceId} AND connection_id = ${id}`
  const [events, refusal] = await Promise.all([
    tx.one(sql<Omit<Health, 'refusal'>>`
    SELECT
      (SELECT max(received_at) FROM inbox WHERE ${mine}) AS "lastEventAt",
      (SELECT count(*)::integer FROM (SELECT 1 FROM inbox WHERE ${mine} AND status = 'pending' LIMIT ${mostCounted}) AS p) AS pending,
      (SELECT count(*)::integer FROM (SELECT 1 FROM inbox WHERE ${mine} AND status = 'parked' LIMIT ${mostCounted}) AS p) AS parked,
      (SELECT count(*)::integer FROM (SELECT 1 FROM inbox WHERE ${mine}
        AND received_at > ${tx.now}::timestamptz - interval '1 day' LIMIT ${mostCounted}) AS p) AS "lastDay"`),
    tx.maybe(sql<NonNullable<Health['refusal']>>`
    SELECT refused_at AS at, code, sentence, refusals AS count FROM connection_refusal AS r WHERE ${mine}
      AND NOT EXISTS (SELECT FROM inbox WHERE ${mine} AND received_at >= r.refused_at)`),
  ])
  return { ...events, refusal: refusal ?? null }
}

const plain = (config: { scheme: object; mapping: object }): NonNullable<Shown['config']> => ({
  scheme: { ...config.scheme },
  mapping: { ...config.mapping },
})
const asStatus = (status: string): Row['status'] => status as Row['status']

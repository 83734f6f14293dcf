import { sql } from 'kysely'
import type { Output } from '../../contract/operations.ts'
import type { Tx } from '../../db/tx.ts'
import type { Ctx } from '../context.ts'
import type { Verb } from '../verbs.ts'
import { readHead } from './audit-head.ts'
import { beforeFirst, payloadDigest, type SealedEntry, sealDigest } from './seal-digest.ts'

type Broken = Output<'audit.verify'>['broken']
type Seal = { number: number; entries: number; previous_digest: Buffer; digest: Buffer }
type Entry = SealedEntry & { seal_number: number; salt: Buffer | null; payload: unknown }

const mostTold = 100
const entriesPerPage = 5_000

/** Goes through the whole chain again: whether any entry was changed, added or taken away since it was sealed. */
export const verifyAudit: Verb<'audit.verify'> = (ctx) =>
  ctx.readOnly(async (tx) => {
    const seals = await tx.many(sql<Seal>`
      SELECT number, entries, previous_digest, digest FROM audit_seal WHERE workspace_id = ${tx.workspaceId} ORDER BY number`)
    const broken: Broken = []
    let entries = 0
    const bySeal = pagesBySeal(tx)
    for (const [i, seal] of seals.entries()) {
      const before = seals[i - 1]
      broken.push(...linkProblems(seal, before))
      const covered = await bySeal(seal.number, seal.entries)
      entries += covered.length
      broken.push(...sealProblems(seal, covered))
    }
    broken.push(...(await endProblems(ctx, tx, seals)))
    const unsealed = await countUnsealed(tx)
    if (seals.length === 0 && unsealed === 0)
      broken.push({ seal: 0, what: 'There is no entry at all, though the making of the workspace was one.' })
    return { entries: entries + unsealed, seals: seals.length, unsealed, broken: broken.slice(0, mostTold) }
  })

function linkProblems(seal: Seal, before: Seal | undefined): Broken {
  const expected = (before?.number ?? 0) + 1
  if (seal.number !== expected)
    return [{ seal: expected, what: `The seals ${expected} to ${seal.number - 1} are missing.` }]
  const previous = before?.digest ?? beforeFirst
  return seal.previous_digest.equals(previous)
    ? []
    : [{ seal: seal.number, what: 'This seal does not follow the one before it.' }]
}

function sealProblems(seal: Seal, covered: readonly Entry[]): Broken {
  const broken: Broken = []
  const digest = sealDigest(seal.previous_digest, seal.number, covered)
  if (covered.length !== seal.entries) {
    const what = `${covered.length} entries stand under this seal, ${seal.entries} were sealed: some were ${covered.length < seal.entries ? 'taken away' : 'added'}.`
    broken.push({ seal: seal.number, what })
  } else if (!digest.equals(seal.digest))
    broken.push({ seal: seal.number, what: 'An entry under this seal, or the seal itself, was changed.' })
  for (const { id, salt, payload, payload_digest } of covered) {
    if (salt && !payloadDigest(salt, payload).equals(payload_digest))
      broken.push({ seal: seal.number, what: `The content of the entry ${id} was changed.` })
  }
  return broken
}

/** What cannot be seen from the chain alone: that its end is still there, and that nobody wrote it anew. */
async function endProblems(ctx: Ctx, tx: Tx, seals: readonly Seal[]): Promise<Broken> {
  const last = seals.at(-1)
  const head = await readHead(tx, ctx.connectors)
  const beyond = await tx.one(sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM audit WHERE workspace_id = ${tx.workspaceId} AND seal_number > ${last?.number ?? 0}`)
  const seal = (last?.number ?? 0) + 1
  const broken: Broken = []
  if (beyond.n > 0) broken.push({ seal, what: `${beyond.n} entries stand under seals that are not there.` })
  if (head === 'forged') return [...broken, { seal, what: 'The mark at the end of the chain was forged.' }]
  if (head === 'none') {
    if (last) broken.push({ seal: last.number, what: 'The mark at the end of the chain was taken away.' })
    return broken
  }
  if (head.number > (last?.number ?? 0))
    broken.push({ seal, what: `The end of the chain was cut off: there were ${head.number} seals.` })
  else if (last && (head.number !== last.number || !head.digest.equals(last.digest)))
    broken.push({ seal: last.number, what: 'The end of the chain was written anew.' })
  return broken
}

async function countUnsealed(tx: Tx): Promise<number> {
  const { n } = await tx.one(sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM audit WHERE workspace_id = ${tx.workspaceId} AND seal_number IS NULL`)
  return n
}

/** Reads the entries page by page, in the order of the seals, and hands out those of one seal at a time. */
function pagesBySeal(tx: Tx): (seal: number, expected: number) => Promise<Entry[]> {
  let waiting: Entry[] = []
  let last: Entry | null = null
  let isEnd = false
  async function more(): Promise<void> {
    const [seal, at, id]: [number, string, string] = last
      ? [last.seal_number, last.at, last.id]
      : [0, '1970-01-01T00:00:00.000Z', '']
    const page = await tx.many(sql<Entry>`
      SELECT a.id, a.at, a.action, a.actor_kind, a.actor_id, a.noun, a.record_id, a.deal_id, a.payload_digest, a.request_id,
        a.cause_id, a.seal_number, p.salt, p.payload
      FROM audit a LEFT JOIN audit_payload p ON p.workspace_id = a.workspace_id AND p.audit_id = a.id
      WHERE a.workspace_id = ${tx.workspaceId} AND a.seal_number IS NOT NULL
        AND (a.seal_number, a.at, a.id) > (${seal}::bigint, ${at}::timestamptz, ${id}::text)
      ORDER BY a.seal_number, a.at, a.id LIMIT ${entriesPerPage}`)
    waiting = [...waiting, ...page]
    last = page.at(-1) ?? last
    isEnd = page.length < entriesPerPage
  }
  return async (seal) => {
    while (!isEnd && (waiting.at(-1)?.seal_number ?? 0) <= seal) await more()
    const mine = waiting.filter((e) => e.seal_number === seal)
    waiting = waiting.filter((e) => e.seal_number > seal)
    return mine
  }
}

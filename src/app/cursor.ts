import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Ctx } from './context.ts'
import { invalid } from './errors.ts'

const Position = z.tuple([z.string(), z.array(z.union([z.string().max(300), z.number(), z.null()])).max(4)])

/**
 * Where a page ended, as text the caller hands back. It is bound to the workspace and to the question, so that one
 * list's cursor cannot be used to look into another.
 */
export function writeCursor(
  ctx: Ctx,
  question: Readonly<Record<string, unknown>>,
  position: readonly (string | number | null)[],
): string {
  return Buffer.from(JSON.stringify([bind(ctx, question), position])).toString('base64url')
}

export function readCursor(
  ctx: Ctx,
  question: Readonly<Record<string, unknown>>,
  cursor: string | undefined,
): (string | number | null)[] | null {
  if (cursor === undefined) return null
  const parsed = Position.safeParse(parse(cursor))
  if (!parsed.success || parsed.data[0] !== bind(ctx, question)) {
    throw invalid('This cursor does not belong to this list. Begin again without one.', [
      { path: 'cursor', message: 'expected the next of the page before, with the same filters' },
    ])
  }
  return parsed.data[1]
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

function bind(ctx: Ctx, question: Readonly<Record<string, unknown>>): string {
  const { cursor: _, limit: __, ...filters } = question
  const sorted = Object.entries(filters).filter(([, v]) => v !== undefined)
  sorted.sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([ctx.workspaceId, sorted]))
    .digest('base64url')
    .slice(0, 16)
}

import { readCursor, writeCursor } from '../cursor.ts'
import type { Verb } from '../verbs.ts'
import { importViews, listHeads } from './import-row.ts'

export const listImports: Verb<'import.list'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const limit = input.limit ?? 50
    const [at, id] = readCursor(ctx, input, input.cursor) ?? []
    const after: [string, string] | null = typeof at === 'string' && typeof id === 'string' ? [at, id] : null
    const rows = await listHeads(tx, { after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: await importViews(tx, shown),
      next: rows.length > limit && last ? writeCursor(ctx, input, [last.created_at, last.id]) : null,
    }
  })

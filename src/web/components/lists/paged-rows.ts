/** A page as every list answers it. */
export type Page<R> = { items: readonly R[]; next: string | null; about?: number; tooBroad?: boolean }

/** Where a page began: the cursor that asks for it, and the row before it (null for the first). */
export type PageStart<R> = { cursor: string | null; after: R | null }

/** All rows loaded so far of a list, and how to go on. */
export type PagedRows<R> = {
  rows: readonly R[]
  next: string | null
  starts: readonly PageStart<R>[]
  about: number | null
  tooBroad: boolean
}

export type RowRules<R> = {
  idOf: (row: R) => string
  /** The order the server lists by. */
  order: (a: R, b: R) => number
}

export function firstPage<R>(page: Page<R>): PagedRows<R> {
  return {
    rows: page.items,
    next: page.next,
    starts: [{ cursor: null, after: null }],
    about: page.about ?? null,
    tooBroad: page.tooBroad ?? false,
  }
}

/** The next page at the end; a row that moved down meanwhile stands once, where it is now. */
export function withNextPage<R>(list: PagedRows<R>, page: Page<R>, { idOf }: RowRules<R>): PagedRows<R> {
  const ids = new Set(page.items.map(idOf))
  const before = list.rows.filter((row) => !ids.has(idOf(row)))
  return {
    rows: [...before, ...page.items],
    next: page.next,
    starts: [...list.starts, { cursor: list.next, after: before.at(-1) ?? null }],
    about: page.about ?? list.about,
    tooBroad: page.tooBroad ?? list.tooBroad,
  }
}

/** One page read again: its stretch of the list becomes what the server says now, everything else stays. */
export function withPageAgain<R>(
  list: PagedRows<R>,
  { start, page }: { start: PageStart<R>; page: Page<R> },
  { idOf, order }: RowRules<R>,
): PagedRows<R> {
  const last = page.next === null ? null : (page.items.at(-1) ?? null)
  const begins = (row: R): boolean => start.after === null || order(row, start.after) > 0
  const within = (row: R): boolean => begins(row) && (last === null || order(row, last) <= 0)
  const known = new Map(list.rows.map((row) => [idOf(row), row]))
  const ids = new Set(page.items.map(idOf))
  const kept = list.rows.filter((row) => !ids.has(idOf(row)) && !within(row))
  const place = kept.findIndex(begins)
  const at = place === -1 ? kept.length : place
  const items = page.items.map((row) => sameOr(known.get(idOf(row)), row))
  return {
    ...list,
    rows: [...kept.slice(0, at), ...items, ...kept.slice(at)],
    next:
      page.next === null ? null : list.starts.length === 1 && start.cursor === null ? page.next : list.next,
    about: page.about ?? list.about,
    tooBroad: page.tooBroad ?? list.tooBroad,
  }
}

/** The page that holds a row. */
export function startOf<R>(list: PagedRows<R>, index: number, { order }: RowRules<R>): PageStart<R> | null {
  const row = list.rows[index]
  if (row === undefined) return null
  return list.starts.findLast(({ after }) => after === null || order(row, after) > 0) ?? null
}

/** The row as it was where nothing of it changed, so that it need not be drawn again. */
function sameOr<R>(before: R | undefined, row: R): R {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row
}

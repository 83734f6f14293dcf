import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testRuntime } from '../../test/support/runtime.ts'
import { type Tx, withTx } from './tx.ts'

const workspaceId = `wsp_${randomBytes(4).toString('hex')}`
const one = (n: number) => sql<{ n: number }>`SELECT ${n}::integer AS n`

async function onAndOn(tx: Tx): Promise<never> {
  for (;;) await tx.one(one(1))
}

test('what goes on after a part of it failed reaches no connection any more', async () => {
  const { pool } = await testRuntime()
  let late: Promise<unknown> = Promise.resolve()
  let kept: Tx | null = null
  const work = withTx(pool, workspaceId, async (tx) => {
    kept = tx
    late = onAndOn(tx)
    late.catch(() => undefined)
    await tx.one(one(0))
    throw new Error('this part failed')
  })
  await expect(work).rejects.toThrow('this part failed')
  await expect(late).rejects.toThrow('this transaction is over')
  await expect((kept as Tx | null)?.one(one(3))).rejects.toThrow('this transaction is over')
})

test('a transaction that is over cannot be used, and what it wrote last is in it', async () => {
  const { pool } = await testRuntime()
  const seen: number[] = []
  let kept: Tx | null = null
  const beforeCommit = async (): Promise<void> => {
    const row = await kept?.one(one(7))
    seen.push(row?.n ?? 0)
  }
  await withTx(pool, workspaceId, async (tx) => void (kept = tx), { beforeCommit })
  expect(seen).toEqual([7])
  await expect((kept as Tx | null)?.run(one(1))).rejects.toThrow('this transaction is over')
})

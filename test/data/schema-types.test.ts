import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { formatted, readColumns, schemaFiles } from '../../scripts/generate-db-types.ts'
import { testDatabase } from '../support/postgres.ts'

const directory = join(import.meta.dirname, '../../src/db/schema')

it('the types of the tables are those of the migrated database', async () => {
  const { superUrl } = await testDatabase()
  const wanted = await formatted(schemaFiles(await readColumns(superUrl)))
  const there = new Map(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  )
  expect([...there.keys()].toSorted()).toEqual([...wanted.keys()].toSorted())
  for (const [name, text] of wanted) expect(there.get(name), name).toBe(text)
})

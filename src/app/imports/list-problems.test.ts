import { expect, test } from 'vitest'
import { plan, startAndRun, textFile, upload } from '../../../test/support/imports.ts'
import { makeWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { writeProblems } from './write-problems.ts'

test('rows set aside from several files are counted and given file by file', async () => {
  const runtime = await testRuntime()
  const space = await makeWorkspace(runtime, { currency: 'USD', zone: 'Etc/UTC', locale: 'en-US' })
  const files = [
    textFile('accounts.csv', 'Account,Industry,Employees\nAcme,Tech,100\nBeta,Food,many\nGamma,Food,7'),
    textFile(
      'deals.csv',
      'Deal ID,Deal Name,Account,Stage,Amount\nD1,One,Acme,Won,1\nD2,Two,Beta,Won,much\nD3,,Beta,Won',
    ),
  ]
  const done = await startAndRun(runtime, space, await plan(space, await upload(runtime, space, files)))
  expect(done.setAsideByFile).toEqual([
    { file: 'accounts.csv', rows: 1 },
    { file: 'deals.csv', rows: 2 },
  ])
  const wanted = { workspaceId: space.id, actor: space.admin, requestId: 'req_1', id: done.id }
  await expect(writeProblems(runtime, wanted)).rejects.toThrow('say which one')
  const { name, text } = await writeProblems(runtime, { ...wanted, file: 'accounts.csv' })
  expect(name).toBe('accounts-problems.csv')
  const lines: string[] = []
  for await (const line of text) lines.push(line)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('Beta,Food,many,2,')
})

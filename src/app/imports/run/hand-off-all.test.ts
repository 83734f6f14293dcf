import { expect, test } from 'vitest'
import { plan, startAndRun, textFile, upload } from '../../../../test/support/imports.ts'
import { makeWorkspace, testRuntime } from '../../../../test/support/workspace.ts'

const file = textFile(
  'deals.csv',
  `Deal ID,Deal Name,Account,Owner,Product,Stage,Amount,ARR,Close Date
D1,Platform,Acme,Ana Lind,Suite,Won,36000,12000,2026-03-04
D2,Seats,Acme,Ana Lind,Seats,Won,4000,4000,2026-03-05`,
)

test('what a file says of a won deal stands in its brief, and only the rest is missing', async () => {
  const runtime = await testRuntime()
  const space = await makeWorkspace(runtime, { currency: 'USD', zone: 'Etc/UTC', locale: 'en-US' })
  const planned = await plan(space, await upload(runtime, space, [file]), { mode: 'live', shiftDates: true })
  await startAndRun(runtime, space, planned)
  const { items } = await space.run('handoff.list', {})
  expect(items.map((it) => it.tier).sort()).toEqual(['follow_on', 'smb'])
  for (const handoff of items) {
    const brief = await space.run('answer.list', { id: handoff.dealId })
    const known = brief.items.filter((item) => item.answer !== null)
    const first = handoff.tier === 'smb'
    expect(Object.fromEntries(known.map((item) => [item.requirementId, item.answer?.value]))).toEqual({
      contract_value: { amountMinor: first ? 12_000_00 : 4_000_00, currency: 'USD' },
      products: [{ product: first ? 'Suite' : 'Seats' }],
    })
    expect(known.map((item) => item.answer?.source)).toEqual(['import', 'import'])
    const missing = brief.items.filter((item) => item.status === 'missing' && item.need !== 'optional')
    expect(missing.map((item) => item.requirementId)).not.toContain('contract_value')
    expect(handoff.missingCount).toBe(missing.length)
  }
})

test('a confirmation that nothing leads to any more waits without a clock, until somebody accepts after all', async () => {
  const runtime = await testRuntime({ at: '2026-03-12T12:00:00.000Z' })
  const space = await makeWorkspace(runtime, { currency: 'USD', zone: 'Etc/UTC', locale: 'en-US' })
  const planned = await plan(space, await upload(runtime, space, [file]), { mode: 'live' })
  await startAndRun(runtime, space, planned)
  const { items } = await space.run('handoff.list', {})
  const id = items.find((it) => it.tier === 'smb')?.id ?? ''
  const show = async () => {
    const handoff = await space.run('handoff.show', { id })
    return {
      ...handoff,
      step: (templateId: string) => handoff.steps.find((s) => s.templateId === templateId),
    }
  }
  const imported = await show()
  expect(imported.step('accept')?.status).toBe('imported')
  expect(imported.step('confirm')).toMatchObject({
    status: 'waiting',
    dueAt: null,
    dueBecause: 'Starts once the handoff is accepted',
    can: { complete: 'It has not been submitted yet.' },
  })
  await space.run('handoff.submit', { id, version: imported.version })
  expect((await show()).step('confirm')).toMatchObject({ status: 'waiting', dueAt: null })
  await space.run('handoff.accept', { id, version: (await show()).version })
  const accepted = (await show()).step('confirm')
  expect(accepted).toMatchObject({ status: 'open', can: { complete: true } })
  expect(accepted?.dueAt?.slice(0, 10)).toBe('2026-03-18')
  await space.run('step.complete', { id: accepted?.id ?? '', version: accepted?.version ?? 0 })
  expect((await show()).status).toBe('confirmed')
})

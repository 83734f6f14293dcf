import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import type { IncomingDeal } from '../../connectors/kit/incoming.ts'
import type { Input } from '../../contract/operations.ts'
import { newId } from '../../db/new-id.ts'
import { qb } from '../../db/query.ts'
import { applyDeal } from '../deals/apply-deal.ts'
import { followDeal } from '../handoffs/follow-deal.ts'

const source = readFileSync(new URL('./fixtures/other-company.yaml', import.meta.url), 'utf8')
const connectionId = newId('con')
/** A Friday, 11:00 in Berlin and 14:00 in Dubai. */
const friday = '2026-11-20T10:00:00.000Z'

describe('a deal of another company, through its own process from the first promise to the end', () => {
  let runtime: Awaited<ReturnType<typeof testRuntime>>
  let space: TestWorkspace
  let people: Record<'vertrieb' | 'betreuung' | 'technik' | 'leitung', string>

  beforeAll(async () => {
    runtime = await testRuntime({ at: friday })
    space = await makeWorkspace(runtime)
    await space.run('playbook.publish', { source })
    const calendars = await space.within((tx) =>
      tx.many(qb.selectFrom('calendar').select(['id', 'key']).where('workspace_id', '=', space.id)),
    )
    const calendar = (key: string) => calendars.find((one) => one.key === key)?.id ?? 'no such calendar'
    people = {
      vertrieb: await space.addMember({
        roles: ['ae'],
        name: 'Vera Vogt',
        email: 'vera@example.com',
        calendar_id: calendar('golf'),
      }),
      betreuung: await space.addMember({
        roles: ['csm'],
        name: 'Nils Nacht',
        calendar_id: calendar('nachtschicht'),
      }),
      technik: await space.addMember({
        roles: ['implementation_lead'],
        name: 'Theo Technik',
        calendar_id: calendar('rund_um_die_uhr'),
      }),
      leitung: await space.addMember({ roles: ['cs_manager'], name: 'Lena Leitung' }),
    }
    await space.within((tx) =>
      tx.run(
        qb.insertInto('connection').values({
          workspace_id: space.id,
          id: connectionId,
          kind: 'webhook',
          name: 'Pipedrive',
          config: '{}',
          created_at: tx.now,
        }),
      ),
    )
  })

  function tell(deal: Partial<IncomingDeal> & { externalId: string }) {
    return space.within(async (tx, ctx) => {
      const applied = await applyDeal(ctx, tx, {
        source: { connectionId, liveFrom: null },
        deal: { occurredAt: tx.now, ...deal },
      })
      return { ...(await followDeal(ctx, tx, applied)), dealId: applied.after.id }
    })
  }

  const fire: Partial<IncomingDeal> & { externalId: string } = {
    externalId: 'f-1',
    name: 'Leitstelle Nord',
    accountName: 'Feuerwehr Nord',
    ownerEmail: 'vera@example.com',
    pipeline: 'ausschreibung',
  }

  const shown = async (id: string) => space.run('handoff.show', { id })
  const due = async (id: string) =>
    Object.fromEntries((await shown(id)).steps.map((step) => [step.templateId, step.dueAt]))

  async function answer(id: string, requirementId: string, given: Input<'answer.put'>['answer']) {
    const actor = await space.actorOf(people.vertrieb)
    await space.run('answer.put', { id, requirementId, version: 0, answer: given }, actor)
  }

  test('a renewal of theirs, and a pipeline of theirs that is not handed off, make none', async () => {
    const renewal = await tell({
      ...fire,
      externalId: 'r-1',
      fields: { phase: 'Auftrag', vertragsart: 'Verlängerung' },
    })
    const repair = await tell({
      ...fire,
      externalId: 'r-2',
      pipeline: 'reparatur',
      fields: { phase: 'Auftrag' },
    })
    expect([renewal.handoffId, repair.handoffId]).toEqual([null, null])
  })

  test('their phase “Vergabe” prepares, “Auftrag” opens, the day of signature signs, and the rest follows their clocks', async () => {
    const prepared = await tell({ ...fire, fields: { phase: 'Vergabe' } })
    expect(prepared.what).toBe('The handoff is being prepared.')
    const id = prepared.handoffId ?? ''
    await answer(prepared.dealId, 'leitstellen', { state: 'given', value: 4 })
    await answer(prepared.dealId, 'anbindung', { state: 'given', value: 'bos' })
    await answer(prepared.dealId, 'abnahme_bis', { state: 'given', value: '2027-05-01' })
    await answer(prepared.dealId, 'ansprechpartner', {
      state: 'given',
      value: [{ name: 'Ida Ilg', role: 'Leiterin', phone: '+49 40 1234567' }],
    })
    const gate = await space.run('gate.check', { id: prepared.dealId, stage: 'won' })
    expect(gate.findings.map((finding) => finding.requirementId)).toEqual(['zusagen'])
    await answer(prepared.dealId, 'zusagen', { state: 'none' })
    expect(await space.run('gate.check', { id: prepared.dealId, stage: 'won' })).toMatchObject({
      allowed: true,
    })

    expect((await tell({ ...fire, fields: { phase: 'Auftrag' } })).what).toBe('The handoff is open.')
    await tell({ ...fire, fields: { phase: 'Auftrag', unterschrift_am: '2026-11-20' } })
    const open = await shown(id)
    expect(open).toMatchObject({ status: 'open', tier: 'kritisch', csm: { id: people.betreuung } })
    expect(open.facts.filter((one) => one.at !== null).map((one) => one.fact)).toEqual(
      expect.arrayContaining(['won', 'signed']),
    )
    const owner = Object.fromEntries(open.steps.map((step) => [step.templateId, step.owner.id]))
    expect(owner).toMatchObject({
      einweisung: people.technik,
      uebergabe: people.vertrieb,
      annahme: people.betreuung,
    })
    expect(await due(id)).toMatchObject({
      einweisung: expect.stringMatching(/^2026-11-20T18:00/),
      uebergabe: expect.stringMatching(/^2026-11-21T10:00/),
    })

    const technik = await space.actorOf(people.technik)
    const einweisung = open.steps.find((step) => step.templateId === 'einweisung')
    await space.run('step.complete', { id: einweisung?.id ?? '', version: einweisung?.version ?? 0 }, technik)
    const submit = async () =>
      space.run(
        'handoff.submit',
        { id, version: (await shown(id)).version },
        await space.actorOf(people.vertrieb),
      )
    expect(await submit()).toMatchObject({ status: 'submitted' })
    expect(await due(id)).toMatchObject({ annahme: expect.stringMatching(/^2026-11-20T14:00/) })
    const csm = await space.actorOf(people.betreuung)
    await space.run('handoff.accept', { id, version: (await shown(id)).version }, csm)
    expect(await due(id)).toMatchObject({ abschluss: expect.stringMatching(/^2027-03-20T10:00/) })
    const end = (await shown(id)).steps.find((step) => step.templateId === 'abschluss')
    await space.run('step.complete', { id: end?.id ?? '', version: end?.version ?? 0 }, csm)
    expect(await shown(id)).toMatchObject({ status: 'confirmed' })
  })

  test('a further deal of the same customer is of their own third tier, in the hours of Dubai and of the night', async () => {
    const more = await tell({ ...fire, externalId: 'f-2', fields: { phase: 'Auftrag' } })
    const id = more.handoffId ?? ''
    expect(await shown(id)).toMatchObject({ tier: 'bestand', csm: { id: people.betreuung } })
    // Friday is closed in Dubai: four and a half hours on Sunday morning, two after the break.
    expect(await due(id)).toMatchObject({ uebergabe: expect.stringMatching(/^2026-11-22T12:00/) })
    await answer(more.dealId, 'zusagen', { state: 'none' }).catch(() => undefined)
    const ae = await space.actorOf(people.vertrieb)
    await space.run('handoff.submit', { id, version: (await shown(id)).version }, ae)
    // The night from Sunday to Monday is the first after Friday; the next one begins on Monday at 22:00.
    expect(await due(id)).toMatchObject({ annahme: expect.stringMatching(/^2026-11-23T21:00/) })
  })

  test('“unknown until” outlasts a win by no more than the five days theirs allows', async () => {
    const deal = await tell({
      ...fire,
      externalId: 'f-3',
      accountName: 'Stadtwerke',
      fields: { phase: 'Vergabe' },
    })
    const until = (untilOn: string) =>
      answer(deal.dealId, 'leitstellen', { state: 'unknown', untilOn, person: 'Ida Ilg' })
    await expect(until('2026-11-26')).rejects.toThrow(
      'Anzahl Leitstellen: it must be known by 2026-11-25, 5 days from today.',
    )
    await until('2026-11-25')
    const held = await space.run('gate.check', { id: deal.dealId, stage: 'won' })
    expect(held.findings.map((finding) => finding.sentence).join()).not.toContain('Anzahl Leitstellen')
  })
})

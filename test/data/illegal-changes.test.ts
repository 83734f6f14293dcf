import type { Client } from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { legalStepChanges } from '../../src/core/handoff/step-transitions.ts'
import { legalStatusChanges } from '../../src/core/handoff/transitions.ts'
import {
  type HandoffStatus,
  handoffStatuses,
  type StepStatus,
  stepStatuses,
} from '../../src/core/handoff/vocabulary.ts'
import { facts } from '../../src/core/playbook/playbook.ts'
import { newId } from '../../src/db/new-id.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'
import { ask, inWorkspace, refusal, takenBack } from './catalog.ts'

let workspace: TestWorkspace
let memberId: string
let playbookVersionId: string

beforeAll(async () => {
  workspace = await makeWorkspace(await testRuntime())
  memberId = workspace.adminId
  const [version] = await ask<{ id: string }>(
    'super',
    'SELECT id FROM playbook_version WHERE workspace_id = $1',
    [workspace.id],
  )
  playbookVersionId = version?.id ?? ''
})

const at = '2026-11-20T10:00:00.000Z'

/** All there is to a handoff in a status, so that only the change itself can be refused. */
const allFacts = Object.fromEntries(facts.map((fact) => [`${fact}_at`, at]))

async function insert(client: Client, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = ['workspace_id', ...Object.keys(row)]
  const places = columns.map((_, i) => `$${i + 1}`)
  const values = Object.values(row).map((v) => (typeof v === 'object' && v !== null ? JSON.stringify(v) : v))
  await client.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, [
    workspace.id,
    ...values,
  ])
}

const dealRow = (more: Record<string, unknown> = {}) => ({
  id: newId('del'),
  name: 'A deal',
  stage_kind: 'open',
  created_at: at,
  ...more,
})

/** A handoff with its deal. Rows of past handoffs may begin in any status, which is how one gets into it here. */
async function addHandoff(client: Client, more: Record<string, unknown> = {}): Promise<string> {
  const deal = dealRow()
  await insert(client, 'deal', deal)
  const id = newId('hnd')
  await insert(client, 'handoff', {
    id,
    deal_id: deal.id,
    playbook_version_id: playbookVersionId,
    tier: 'smb',
    tier_reason: 'small',
    status: 'preparing',
    opened_at: at,
    ...more,
  })
  return id
}

async function addStep(client: Client, more: Record<string, unknown> = {}): Promise<string> {
  const id = newId('stp')
  const ended = ['done', 'skipped', 'cancelled', 'imported'].includes(String(more['status']))
  await insert(client, 'step', {
    id,
    handoff_id: await addHandoff(client),
    template_id: 'kickoff',
    position: 1,
    title: 'Hold the kickoff',
    owner_role: 'csm',
    owner_id: memberId,
    status: 'waiting',
    duration: { business_days: 1 },
    ...(more['status'] === 'open' ? { anchor_at: at, due_at: at } : {}),
    ...(ended ? { ended_at: at, end_reason: 'a reason' } : {}),
    ...more,
  })
  return id
}

describe('a handoff', () => {
  it('changes its status exactly as core allows, whatever is written to the table', async () => {
    const allowed = await inWorkspace(workspace.id, async (client) => {
      const found: [HandoffStatus, HandoffStatus][] = []
      for (const from of handoffStatuses) {
        const id = await addHandoff(client, { status: from, is_history: true, ...allFacts })
        for (const to of handoffStatuses.filter((status) => status !== from)) {
          const said = await takenBack(client, () =>
            refusal(
              client.query(`UPDATE handoff SET status = $2, version = version + 1 WHERE id = $1`, [id, to]),
            ),
          )
          if (said === 'was not refused') found.push([from, to])
          else expect(said).toBe(`a handoff cannot go from ${from} to ${to}`)
        }
      }
      return found
    })
    expect(allowed).toEqual(legalStatusChanges)
  })

  it.each(handoffStatuses.filter((status) => status !== 'preparing' && status !== 'open'))(
    'does not begin %s, unless it is history',
    async (status) => {
      const begin = (isHistory: boolean) =>
        inWorkspace(workspace.id, (client) =>
          refusal(addHandoff(client, { status, is_history: isHistory, ...allFacts })),
        )
      expect(await begin(false)).toBe(`a handoff begins preparing or open, not ${status}`)
      expect(await begin(true)).toBe('was not refused')
    },
  )

  it.each(facts)('never loses the fact that it was %s', async (fact) => {
    const [lost, corrected] = await inWorkspace(workspace.id, async (client) => {
      const id = await addHandoff(client, allFacts)
      const change = (value: string | null) =>
        takenBack(client, () =>
          refusal(
            client.query(`UPDATE handoff SET ${fact}_at = $2, version = version + 1 WHERE id = $1`, [
              id,
              value,
            ]),
          ),
        )
      return [await change(null), await change('2026-11-21T10:00:00.000Z')]
    })
    expect(lost).toBe('a recorded fact is never lost')
    expect(corrected).toBe('was not refused')
  })

  it.each([
    ['open without a signature or win', { status: 'open' }],
    ['history that was submitted and never handed in', { status: 'submitted', is_history: true, won_at: at }],
    [
      'history that was accepted without a time',
      { status: 'accepted', is_history: true, won_at: at, submitted_at: at },
    ],
    [
      'history that was confirmed without a time',
      { status: 'confirmed', is_history: true, won_at: at, submitted_at: at, accepted_at: at },
    ],
    ['on hold without a reason', { held_at: at }],
    ['a reason to hold without a hold', { hold_reason: 'legal' }],
    ['more than complete', { completeness: 101 }],
    ['a status there is not', { status: 'paused' }],
  ])('cannot be %s', async (_, row) => {
    expect(await inWorkspace(workspace.id, (client) => refusal(addHandoff(client, row)))).toMatch(
      /violates check constraint|a handoff begins/,
    )
  })

  it('keeps a CSM only with the reasons why, and since when', async () => {
    const say = (row: Record<string, unknown>) =>
      inWorkspace(workspace.id, (client) => refusal(addHandoff(client, row)))
    expect(await say({ csm_id: memberId })).toMatch(/violates check/)
    expect(await say({ csm_id: memberId, routing: {} })).toMatch(/violates check/)
    expect(await say({ csm_id: memberId, routing: {}, csm_assigned_at: at })).toBe('was not refused')
  })

  it('keeps its deal, its cycle and its version of the playbook', async () => {
    for (const change of [
      "deal_id = 'del_00000000000000000000000000'",
      'cycle = 2',
      "playbook_version_id = 'x'",
    ]) {
      const said = await inWorkspace(workspace.id, async (client) => {
        await addHandoff(client)
        return refusal(client.query(`UPDATE handoff SET ${change}, version = version + 1`))
      })
      expect(said).toBe('deal, cycle and playbook version of a handoff never change')
    }
  })

  it('is the only live one of its deal', async () => {
    const said = await inWorkspace(workspace.id, async (client) => {
      const id = await addHandoff(client)
      const { rows } = await client.query<{ deal_id: string }>('SELECT deal_id FROM handoff WHERE id = $1', [
        id,
      ])
      const again = { deal_id: rows[0]?.deal_id, cycle: 2 }
      const live = await takenBack(client, () => refusal(addHandoff(client, again)))
      await client.query(`UPDATE handoff SET status = 'cancelled', version = version + 1 WHERE id = $1`, [id])
      return [live, await refusal(addHandoff(client, again))]
    })
    expect(said).toEqual([expect.stringMatching(/handoff_one_live/), 'was not refused'])
  })

  it('belongs to a deal of its own workspace', async () => {
    const other = await makeWorkspace(await testRuntime())
    const foreign = await other.within(async (tx) => tx.workspaceId)
    const said = await inWorkspace(workspace.id, (client) =>
      refusal(addHandoff(client, { deal_id: newId('del'), account_id: null, csm_id: null })),
    )
    expect(said).toMatch(/violates foreign key constraint/)
    const elsewhere = await inWorkspace(foreign, (client) => refusal(addHandoff(client, { ae_id: memberId })))
    expect(elsewhere).toMatch(/row-level security|foreign key/)
  })
})

describe('a step', () => {
  it('changes its status exactly as core allows, whatever is written to the table', async () => {
    const allowed = await inWorkspace(workspace.id, async (client) => {
      const found: [StepStatus, StepStatus][] = []
      for (const from of stepStatuses) {
        const id = await addStep(client, { status: from, anchor_at: at, due_at: at })
        for (const to of stepStatuses.filter((status) => status !== from)) {
          const ended = to === 'waiting' || to === 'open' ? 'NULL' : `'${at}'`
          const change = `UPDATE step SET status = $2, ended_at = ${ended}, end_reason = 'a reason', version = version + 1 WHERE id = $1`
          const said = await takenBack(client, () => refusal(client.query(change, [id, to])))
          if (said === 'was not refused') found.push([from, to])
          else expect(said).toMatch(/stays so|does not go back/)
        }
      }
      return found
    })
    expect(allowed).toEqual(legalStepChanges)
  })

  it.each([
    ['be open without a due time', { status: 'open', anchor_at: null, due_at: null }],
    ['be due without having begun', { due_at: at }],
    ['be done at no time', { status: 'done', ended_at: null }],
    ['have ended and wait', { status: 'waiting', ended_at: at }],
    ['be skipped without a reason', { status: 'skipped', end_reason: null }],
    ['be nobody’s', { owner_id: null }],
    ['be in round 0', { round: 0 }],
  ])('cannot %s', async (_, row) => {
    expect(await inWorkspace(workspace.id, (client) => refusal(addStep(client, row)))).toMatch(
      /violates (check|not-null) constraint/,
    )
  })

  it('runs one clock, and none fires before its time or twice', async () => {
    const said = await inWorkspace(workspace.id, async (client) => {
      const stepId = await addStep(client, { status: 'open' })
      const timer = (more: Record<string, unknown> = {}) =>
        takenBack(client, () =>
          refusal(
            insert(client, 'timer', {
              id: newId('tmr'),
              kind: 'step',
              step_id: stepId,
              rung: 'due',
              due_at: at,
              ...more,
            }),
          ),
        )
      await insert(client, 'timer', {
        id: newId('tmr'),
        kind: 'step',
        step_id: stepId,
        rung: 'due',
        due_at: at,
      })
      const second = await timer({ due_at: '2026-11-21T10:00:00.000Z' })
      await client.query('UPDATE timer SET done_at = due_at')
      return {
        second,
        twice: await timer(),
        early: await timer({ due_at: '2026-11-22T10:00:00.000Z', done_at: '2026-11-22T09:59:59.999Z' }),
        next: await timer({ due_at: '2026-11-22T10:00:00.000Z' }),
      }
    })
    expect(said.second).toMatch(/timer_one_per_step/)
    expect(said.twice).toMatch(/timer_fired_once/)
    expect(said.early).toMatch(/violates check constraint/)
    expect(said.next).toBe('was not refused')
  })
})

describe('an answer', () => {
  it.each([
    ['given without a value', { state: 'given' }],
    ['a “none” with a value', { state: 'none', value: {} }],
    ['not applicable without a reason', { state: 'not_applicable' }],
    ['waived without an approver', { state: 'waived', reason: 'r', expires_at: at }],
    ['waived for ever', { state: 'waived', reason: 'r', approver_id: 'me' }],
    ['unknown with no date', { state: 'unknown', person: 'p' }],
    ['unknown with nobody to ask', { state: 'unknown', until_on: '2026-12-01' }],
    ['from nowhere', { state: 'none', source: 'rumour' }],
    ['to a requirement with a strange name', { state: 'none', requirement_id: 'Drop Table' }],
  ])('cannot be %s', async (_, more) => {
    const said = await inWorkspace(workspace.id, async (client) => {
      const deal = dealRow()
      await insert(client, 'deal', deal)
      const approver = 'approver_id' in more ? { approver_id: memberId } : {}
      const row = {
        deal_id: deal.id,
        requirement_id: 'goals',
        source: 'member',
        answered_at: at,
        ...more,
        ...approver,
      }
      return refusal(insert(client, 'answer', row))
    })
    expect(said).toMatch(/violates check constraint/)
  })
})

describe('a deal', () => {
  it.each([
    ['won at no time', { stage_kind: 'won' }],
    ['lost at no time', { stage_kind: 'lost' }],
    ['worth something in no currency', { amount_minor: 100 }],
    ['worth less than nothing', { amount_minor: -1, currency: 'EUR' }],
    ['more than certain', { probability: 101 }],
    ['without a name', { name: '' }],
  ])('cannot be %s', async (_, more) => {
    const said = await inWorkspace(workspace.id, (client) => refusal(insert(client, 'deal', dealRow(more))))
    expect(said).toMatch(/violates check constraint/)
  })

  it('is mirrored once per source', async () => {
    const connection = await workspace.run('connection.create', { name: 'CRM' })
    const said = await inWorkspace(workspace.id, async (client) => {
      const mirrored = { connection_id: connection.id, external_id: '7' }
      await insert(client, 'deal', dealRow(mirrored))
      return refusal(insert(client, 'deal', dealRow(mirrored)))
    })
    expect(said).toMatch(/deal_external/)
  })
})

describe('a version of the playbook', () => {
  it.each([
    ['document', `'{}'`],
    ['source', `'x'`],
    ['content_hash', `'x'`],
    ['number', '9'],
    ['effective_from', `'${at}'`],
  ])('never changes its %s', async (column, value) => {
    const said = await inWorkspace(workspace.id, (client) =>
      refusal(client.query(`UPDATE playbook_version SET ${column} = ${value}`)),
    )
    expect(said).toBe('a playbook version never changes')
  })

  it('is in force alone, and not again after another took its place', async () => {
    const said = await inWorkspace(workspace.id, async (client) => {
      const copy = `INSERT INTO playbook_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', '${newId('pbv')}', 'number', 2))).* FROM playbook_version v`
      const two = await takenBack(client, () => refusal(client.query(copy)))
      await client.query(`UPDATE playbook_version SET status = 'superseded'`)
      return [two, await refusal(client.query(`UPDATE playbook_version SET status = 'effective'`))]
    })
    expect(said).toEqual([
      expect.stringMatching(/playbook_one_effective/),
      'a playbook version never changes',
    ])
  })
})

describe('an escalation', () => {
  it('is closed with a cause, and there is one of a handoff at a time', async () => {
    const said = await inWorkspace(workspace.id, async (client) => {
      const handoffId = await addHandoff(client)
      const row = (more: Record<string, unknown> = {}) => ({
        id: newId('esc'),
        handoff_id: handoffId,
        step_ids: '{}',
        rung: 'manager',
        raised_to: memberId,
        opened_at: at,
        raised_at: at,
        ...more,
      })
      const silent = await takenBack(client, () =>
        refusal(insert(client, 'escalation', row({ closed_at: at }))),
      )
      await insert(client, 'escalation', row())
      return [silent, await refusal(insert(client, 'escalation', row()))]
    })
    expect(said).toEqual([
      expect.stringMatching(/check constraint/),
      expect.stringMatching(/escalation_one_open/),
    ])
  })
})

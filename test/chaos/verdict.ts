import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Load } from './load.ts'
import type { World } from './world.ts'

export type Verdict = {
  lost: number
  duplicateHandoffs: number
  firedTwice: number
  /** What else must be zero: each with how often it was found. */
  others: Record<string, number>
  /** What happened at all: a run in which nothing happens proves nothing. */
  events: number
  handoffs: number
  timersFired: number
}

/** Longer than a claim: what a killed worker held comes free when that runs out. */
const stuckMs = 90_000

/** Waits until nothing is due any more; false when there is work and for a while nobody has done any of it. */
export async function untilQuiet(world: World): Promise<boolean> {
  return asSuperuser(world, async (client) => {
    let least = Number.POSITIVE_INFINITY
    for (let sinceMs = performance.now(); performance.now() - sinceMs < stuckMs; ) {
      const { rows } = await client.query(`SELECT
        (SELECT count(*) FROM inbox WHERE status = 'pending')
        + (SELECT count(*) FROM outbox WHERE status = 'pending' AND (due_at <= now() OR attempts > 0))
        + (SELECT count(*) FROM timer WHERE done_at IS NULL AND due_at <= now()) AS due`)
      const due = Number(rows[0].due)
      if (due === 0) return true
      if (due < least) sinceMs = performance.now()
      least = Math.min(least, due)
      await sleep(500)
    }
    return false
  })
}

/** Compares what senders were told with what is there. */
export async function judge(world: World, load: Pick<Load, 'acknowledged' | 'won'>): Promise<Verdict> {
  return asSuperuser(world, async (client) => {
    const count = async (text: string, values: unknown[] = []): Promise<number> => {
      const { rows } = await client.query(`SELECT count(*)::integer AS n FROM (${text}) AS found`, values)
      return rows[0].n
    }
    const lostEvents = await count(
      `SELECT a FROM unnest($1::text[]) AS a WHERE NOT EXISTS (SELECT 1 FROM inbox i WHERE i.event_id = a AND (i.status <> 'done' OR i.deal_id IS NOT NULL))`,
      [[...load.acknowledged]],
    )
    const lostWins = await count(
      `SELECT a FROM unnest($1::text[]) AS a WHERE NOT EXISTS (
        SELECT 1 FROM deal d JOIN handoff h ON h.deal_id = d.id AND h.status <> 'preparing' WHERE d.external_id = a)
        AND (SELECT count(*) FROM inbox WHERE status = 'pending') = 0`,
      [[...load.won]],
    )
    return {
      lost: lostEvents + lostWins,
      duplicateHandoffs: await count(`SELECT deal_id FROM handoff GROUP BY deal_id HAVING count(*) > 1`),
      firedTwice: await count(firedTwice),
      others: {
        'events never handled': await count(`SELECT 1 FROM inbox WHERE status = 'pending'`),
        'parked events': await count(`SELECT 1 FROM inbox WHERE status = 'parked'`),
        'parked jobs': await count(`SELECT 1 FROM outbox WHERE status = 'parked'`),
        'deals known twice': await count(
          `SELECT external_id FROM deal GROUP BY external_id HAVING count(*) > 1`,
        ),
        'owners known twice': await count(`SELECT email FROM member GROUP BY email HAVING count(*) > 1`),
        'steps twice in a handoff': await count(
          `SELECT handoff_id, template_id, round FROM step WHERE status <> 'cancelled' GROUP BY 1, 2, 3 HAVING count(*) > 1`,
        ),
        'timers fired before their time': await count(`SELECT 1 FROM timer WHERE done_at < due_at`),
      },
      events: await count(`SELECT 1 FROM inbox WHERE status = 'done'`),
      handoffs: await count(`SELECT 1 FROM handoff`),
      timersFired: await count(`SELECT 1 FROM timer WHERE done_at IS NOT NULL`),
    }
  })
}

/**
 * Each rung of a step fires once, as its timers say, and nobody is told the same twice, as the notifications say:
 * nothing in this run stops a clock, hands a step over or moves a due time after its timer fired.
 */
const firedTwice = `
  SELECT step_id || ' ' || rung FROM timer WHERE done_at IS NOT NULL AND step_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1
  UNION ALL
  SELECT member_id || title || body FROM notification
  WHERE event IN ('step_reminder', 'step_due', 'escalation')
  GROUP BY member_id, handoff_id, event, title, body HAVING count(*) > 1`

async function asSuperuser<T>(world: World, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: world.superuserUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

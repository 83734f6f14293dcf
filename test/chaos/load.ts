import { setTimeout as sleep } from 'node:timers/promises'
import { signatureHeaders } from '../../src/connectors/kit/signature.ts'
import { randomFrom } from '../../src/simulators/deal-events.ts'

export type Load = {
  /** Ids of events that were answered with 2xx: none of them may be lost. */
  acknowledged: Set<string>
  /** Deals whose win was acknowledged: each has one handoff in the end. */
  won: Set<string>
  sent: number
  refused: Record<string, number>
  stop(): Promise<void>
}

export type LoadPlan = {
  urls: () => (string | null)[]
  path: string
  secret: string
  perSecond: number
  senders: number
  seed: number
}

type Delivery = { id: string; body: string; events: string[]; won: string[] }

/** Sends signed events of ever new deals to whichever worker is there, and again until one says that it has them. */
export function startLoad(plan: LoadPlan): Load {
  const random = randomFrom(plan.seed)
  const stop = new AbortController()
  const load = {
    acknowledged: new Set<string>(),
    won: new Set<string>(),
    sent: 0,
    refused: {} as Record<string, number>,
  }
  const next = deliveries(random)
  const again: Delivery[] = []
  async function sender(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep((plan.senders * 1_000 * 2 * random()) / plan.perSecond)
      const repeat =
        again.length > 0 && random() < 0.1 ? again[Math.floor(random() * again.length)] : undefined
      const delivery = repeat ?? next()
      await deliver(delivery, { plan, load, random, stop: stop.signal })
      if (again.length < 1_000) again.push(delivery)
      else again[Math.floor(random() * again.length)] = delivery
    }
  }
  const senders = Array.from({ length: plan.senders }, sender)
  return Object.assign(load, {
    stop: async () => {
      stop.abort()
      await Promise.all(senders)
    },
  })
}

/** New deals, their three events out of order now and then, some of them several to a delivery. */
function deliveries(random: () => number): () => Delivery {
  let deal = 0
  let count = 0
  const waiting: { deal: number; stage: 'open' | 'likely' | 'won' }[] = []
  const one = () => {
    while (waiting.length < 30) {
      deal++
      for (const stage of ['open', 'likely', 'won'] as const) waiting.push({ deal, stage })
    }
    const [event] = waiting.splice(Math.floor(random() * 10), 1)
    if (!event) throw new Error('unreachable')
    return event
  }
  return () => {
    const size = random() < 0.1 ? 2 + Math.floor(random() * 4) : 1
    const events = Array.from({ length: size }, one)
    const id = `chaos-${++count}`
    const bodies = events.map(bodyOf)
    return {
      id,
      body: JSON.stringify(size === 1 ? bodies[0] : bodies),
      events: size === 1 ? [id] : events.map((_, i) => `${id}#${i}`),
      won: events.filter((e) => e.stage === 'won').map((e) => `deal-${e.deal}`),
    }
  }
}

const startedMs = Date.now() - 3_600_000

function bodyOf({ deal, stage }: { deal: number; stage: 'open' | 'likely' | 'won' }): object {
  const step = ['open', 'likely', 'won'].indexOf(stage)
  const at = new Date(startedMs + deal + step * 60_000).toISOString()
  const name = `Chaos ${deal}`
  return {
    type: 'deal.updated',
    timestamp: at,
    data: {
      deal: {
        id: `deal-${deal}`,
        name,
        stage: { id: stage, label: stage },
        type: 'new',
        amount: 1_000 * (1 + (deal % 200)),
        annual_value: 1_000 * (1 + (deal % 200)),
        currency: 'EUR',
        ...(stage === 'won' ? { won_at: at, signed_at: at } : {}),
      },
      account: { id: `account-${deal % 500}`, name: `Account ${deal % 500}` },
      owner: { id: `owner-${deal % 8}`, email: `ae${deal % 8}@example.com`, name: `AE ${deal % 8}` },
    },
  }
}

type Sending = { plan: LoadPlan; load: Omit<Load, 'stop'>; random: () => number; stop: AbortSignal }

async function deliver(delivery: Delivery, { plan, load, random, stop }: Sending): Promise<void> {
  while (!stop.aborted) {
    const urls = plan.urls().filter((url) => url !== null)
    const url = urls[Math.floor(random() * urls.length)]
    const answer = url ? await post(`${url}${plan.path}`, delivery, plan.secret) : 'nobody there'
    load.sent++
    if (answer === 200) {
      for (const id of delivery.events) load.acknowledged.add(id)
      for (const id of delivery.won) load.won.add(id)
      return
    }
    load.refused[answer] = (load.refused[answer] ?? 0) + 1
    await sleep(50)
  }
}

async function post(url: string, delivery: Delivery, secret: string): Promise<number | string> {
  const rawBody = Buffer.from(delivery.body)
  const signed = signatureHeaders({ kind: 'standard-webhooks' }, secret, {
    method: 'POST',
    url,
    id: delivery.id,
    at: new Date().toISOString(),
    rawBody,
  })
  if (!signed.ok) throw new Error(signed.reason)
  try {
    const headers = { 'content-type': 'application/json', ...signed.value }
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: rawBody,
      signal: AbortSignal.timeout(5_000),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 'connection lost'
  }
}

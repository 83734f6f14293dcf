import { Agent, request } from 'node:http'

export type Shot = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: Buffer }
export type LoadResult = {
  count: number
  seconds: number
  perSecond: number
  p50: number
  p99: number
  failed: number
}

/** Fires the shots over a few kept connections as fast as answers come back. Only to this machine. */
export async function fire(shots: readonly Shot[], clients: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const times: number[] = []
  let failed = 0
  let next = 0
  const from = performance.now()
  async function client(): Promise<void> {
    for (let shot = shots[next++]; shot !== undefined; shot = shots[next++]) {
      const at = performance.now()
      const status = await once(agent, shot).catch(() => 0)
      times.push(performance.now() - at)
      if (status < 200 || status > 299) failed++
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - from) / 1_000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    count: shots.length,
    seconds,
    perSecond: shots.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    failed,
  }
}

function once(agent: Agent, shot: Shot): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      shot.url,
      {
        agent,
        method: shot.method,
        headers: { ...shot.headers, ...(shot.body ? { 'content-length': shot.body.length } : {}) },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
      },
    )
    sent.on('error', reject)
    sent.end(shot.body)
  })
}

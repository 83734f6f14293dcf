import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** Held shared by every process that uses the server, alone by the one that stops it. */
const OWNERS_KEY = 7_410_018

/**
 * This process's claim on the running server: a connection that holds a shared advisory lock. The kernel closes it
 * when the process dies, however it dies, so there is no list of owners that could be wrong.
 */
export class Ownership {
  readonly #client: Client

  private constructor(client: Client) {
    this.#client = client
  }

  /** Undefined when the server is about to be stopped by another process. */
  static async claim(url: string, onLost: () => void): Promise<Ownership | undefined> {
    const client = new Client({
      connectionString: url,
      application_name: 'throughline owner',
      keepAlive: true,
    })
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock_shared($1) as held', [
      OWNERS_KEY,
    ])
    if (rows[0]?.held !== true) {
      await client.end()
      return undefined
    }
    client.once('end', onLost)
    return new Ownership(client)
  }

  /** Gives the claim up; true when nobody else has one, and then nobody gets one until this process ends. */
  async releaseAsLast(): Promise<boolean> {
    await this.#client.query('select pg_advisory_unlock_shared($1)', [OWNERS_KEY])
    for (let attempt = 0; attempt < 3; attempt++) {
      const { rows } = await this.#client.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1) as held',
        [OWNERS_KEY],
      )
      if (rows[0]?.held === true) return true
      // The server may not have noticed yet that a killed owner is gone.
      await sleep(20)
    }
    return false
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}

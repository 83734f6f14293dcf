import type pg from 'pg'
import type { Connectors } from './connectors.ts'
import type { Log } from './context.ts'
import type { Verbs } from './verbs.ts'

/** What a process has open, put together once by `main` and by nobody else. */
export type Runtime = {
  /** As the app login: sees one workspace at a time. */
  readonly pool: pg.Pool
  /** Connections kept for events coming in, so that slow screens never starve them. */
  readonly hookPool: pg.Pool
  /** As the timer login: sees only which workspace has something due. */
  readonly timerPool: pg.Pool
  readonly connectors: Connectors
  readonly log: Log
  /** Only a test database honours it. */
  readonly clockOffsetMs: number
  readonly verbs: Verbs
  /** Called after a commit that left jobs behind. */
  wake(): void
}

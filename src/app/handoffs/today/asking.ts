import type { Tx } from '../../../db/tx.ts'
import type { Ctx } from '../../context.ts'
import type { Directory } from '../../people/directory.ts'
import type { PlaybookVersion } from '../../playbooks/current-playbook.ts'

/** No group of Today looks further than this; what is beyond is counted as "more". */
export const mostLooked = 150

/** Steps that are a verdict: due after each submission, and finished by what becomes of it. */
export function verdictSteps({ version }: Asking): string[] {
  return version.playbook.steps.flatMap(({ id, by_hand, anchor }) =>
    by_hand === false && 'fact' in anchor && anchor.fact === 'submitted' ? [id] : [],
  )
}

/** Who asks, for whose work, and what every row needs to be told. */
export type Asking = {
  ctx: Ctx
  tx: Tx
  /** Whose work is shown; NULL is everybody's. */
  people: readonly string[] | null
  directory: Directory
  currency: string
  version: PlaybookVersion
}

import type { Tx } from '../../../db/tx.ts'
import type { Ctx } from '../../context.ts'
import type { Directory } from '../../people/directory.ts'
import type { PlaybookVersion } from '../../playbooks/current-playbook.ts'

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

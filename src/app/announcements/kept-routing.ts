import type { HandoffRow } from '../handoffs/handoff-row.ts'
import type { KeptRouting } from '../handoffs/name-csm.ts'

// Written by `nameCsm` and by hand through `giveToCsm`, nowhere else.
export const keptRouting = (handoff: Pick<HandoffRow, 'routing'>): KeptRouting | null =>
  handoff.routing as KeptRouting | null

import type { FieldValues } from './condition.ts'
import type { KnownField } from './known-fields.ts'

/** What became of a handoff so far, as the conditions of its later steps ask for it. */
export type HandoffPast = {
  handoffId: string
  /** Whether the CSM ever returned it to Sales. */
  returned: boolean
  /** Whether a verdict named gaps. */
  flagged: boolean
  /** Whether any of its steps ended, or still stands, after its due time. */
  late: boolean
}

/**
 * The fields `handoff.…` of a step's condition. `handoff.sample` is from 0 to 99, always the same for one handoff and
 * spread evenly over many, so that "below 25" holds for one in four (product.md, the clock table: retro).
 */
export function handoffValues(past: HandoffPast): FieldValues {
  const values: Record<Extract<KnownField, `handoff.${string}`>, boolean | number> = {
    'handoff.returned': past.returned,
    'handoff.flagged': past.flagged,
    'handoff.late': past.late,
    'handoff.sample': sampleOf(past.handoffId),
  }
  return values
}

/** FNV-1a, stirred once more: ids made in one moment differ only in their last letters. */
function sampleOf(id: string): number {
  let state = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) state = Math.imul(state ^ id.charCodeAt(at), 0x01000193)
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b)
  return ((state ^ (state >>> 15)) >>> 0) % 100
}

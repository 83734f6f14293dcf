import type { HandoffStatus } from '../../core/handoff/vocabulary.ts'
import { StatusDot } from '../ui/StatusDot.tsx'
import { statusLooks } from './handoff-words.ts'

type HandoffStatusTagProps = {
  status: HandoffStatus
  onHold?: boolean
  /** Only the picture; the words are read aloud. */
  bare?: boolean
}

/** Where a handoff stands; a hold stands beside any status and is what one must see first. */
export function HandoffStatusTag({ status, onHold, bare }: HandoffStatusTagProps) {
  const look = statusLooks[status]
  if (!onHold) return <StatusDot {...look} bare={bare} />
  return <StatusDot label={`${look.label}, on hold`} shape="held" tone="warn" bare={bare} />
}

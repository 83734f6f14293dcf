import type { Instant } from '../../../core/lib/instant.ts'

type Due = { due_at: Instant; at_risk_at: Instant | null }

/** How a running clock stands now. */
export function clockAt(
  now: Instant,
  { due_at: due, at_risk_at: atRisk }: Due,
): 'late' | 'at_risk' | 'running' {
  if (due < now) return 'late'
  return atRisk !== null && atRisk <= now ? 'at_risk' : 'running'
}

import { useEffect } from 'react'
import { apiPrefix, routes } from '../contract/routes.ts'
import { queryClient } from './queries.ts'

/** Which cached answers a change of a noun makes old. */
const affected: Record<string, readonly string[]> = {
  handoff: ['handoff', 'escalation', 'search'],
  step: ['handoff'],
  question: ['handoff', 'answer'],
  answer: ['answer', 'gate', 'handoff'],
  deal: ['deal', 'gate', 'answer', 'handoff'],
  member: ['member', 'team'],
  team: ['team', 'member'],
  calendar: ['calendar'],
  notification: ['notification', 'session'],
  import: ['import'],
  connection: ['connection', 'stage'],
  playbook: ['playbook'],
  workspace: ['workspace', 'session'],
}

/**
 * Follows changes others make while the app is open. The server sends only hints (noun, id, version); what is on
 * screen is read again through the same operations. Changes are gathered for a moment, so that a burst is one reading.
 */
export function useLiveUpdates(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    const nouns = new Set<string>()
    let waiting: ReturnType<typeof setTimeout> | undefined
    const flush = (): void => {
      waiting = undefined
      for (const noun of nouns) void queryClient.invalidateQueries({ queryKey: [noun] })
      nouns.clear()
    }
    const stream = new EventSource(`${apiPrefix}${routes['change.stream'].slice('GET '.length)}`)
    stream.addEventListener('message', (event) => {
      for (const noun of affected[nounOf(event.data)] ?? []) nouns.add(noun)
      waiting ??= setTimeout(flush, 250)
    })
    return () => {
      stream.close()
      clearTimeout(waiting)
    }
  }, [enabled])
}

function nounOf(data: unknown): string {
  try {
    const hint: unknown = JSON.parse(String(data))
    return typeof hint === 'object' && hint !== null && 'noun' in hint ? String(hint.noun) : ''
  } catch {
    return ''
  }
}

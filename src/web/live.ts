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
 * One stream per browser: a newer tab takes over, and this one follows again when it is looked at.
 */
export function useLiveUpdates(enabled: boolean): void {
  useEffect(() => (enabled ? follow() : undefined), [enabled])
}

function follow(): () => void {
  const nouns = new Set<string>()
  let waiting: ReturnType<typeof setTimeout> | undefined
  let stream: EventSource | null = null
  let isFirst = true
  const flush = (): void => {
    waiting = undefined
    for (const noun of nouns) void queryClient.invalidateQueries({ queryKey: [noun] })
    nouns.clear()
  }
  const open = (): void => {
    if (stream !== null || document.visibilityState === 'hidden') return
    stream = new EventSource(`${apiPrefix}${routes['change.stream'].slice('GET '.length)}`)
    // What happened while nobody listened is read again as a whole.
    stream.addEventListener('open', () => {
      if (!isFirst) void queryClient.invalidateQueries()
      isFirst = false
    })
    stream.addEventListener('message', (event) => {
      for (const noun of affected[nounOf(event.data)] ?? []) nouns.add(noun)
      waiting ??= setTimeout(flush, 250)
    })
    stream.addEventListener('refresh', () => void queryClient.invalidateQueries())
    stream.addEventListener('replaced', close)
    stream.addEventListener('signed_out', () => {
      close()
      void queryClient.invalidateQueries({ queryKey: ['session'] })
    })
  }
  const close = (): void => {
    stream?.close()
    stream = null
  }
  open()
  document.addEventListener('visibilitychange', open)
  return () => {
    document.removeEventListener('visibilitychange', open)
    clearTimeout(waiting)
    close()
  }
}

function nounOf(data: unknown): string {
  try {
    const hint: unknown = JSON.parse(String(data))
    return typeof hint === 'object' && hint !== null && 'noun' in hint ? String(hint.noun) : ''
  } catch {
    return ''
  }
}

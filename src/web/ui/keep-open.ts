type CloseDetails = { reason: string; event: Event; cancel: () => void }

/**
 * A press on the button that opened a popup counts as outside of it: the popup would close and the click open it
 * again. This leaves the closing to the button. True when it did.
 */
export function leaveToTrigger(trigger: HTMLElement | null, details: CloseDetails): boolean {
  const { target } = details.event
  const other = 'relatedTarget' in details.event ? details.event.relatedTarget : null
  const own = [target, other].some((node) => node instanceof Node && trigger?.contains(node))
  if (!own || (details.reason !== 'outside-press' && details.reason !== 'focus-out')) return false
  details.cancel()
  return true
}

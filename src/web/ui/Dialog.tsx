import { lazyPart } from './lazy-part.tsx'

/** A question or a form in front of the page; its frame is fetched when the first one opens. */
export const Dialog = lazyPart(async () => (await import('./DialogPopup.tsx')).DialogPopup, {
  close: ({ onOpenChange }) => onOpenChange(false),
})

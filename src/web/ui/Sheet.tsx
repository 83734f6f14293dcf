import { lazyPart } from './lazy-part.tsx'

/** A panel beside the page; its frame is fetched when the first one opens. */
export const Sheet = lazyPart(async () => (await import('./SheetPopup.tsx')).SheetPopup, {
  close: ({ onOpenChange }) => onOpenChange(false),
})

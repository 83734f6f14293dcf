import type { ReactNode } from 'react'

export type TipSide = 'top' | 'bottom' | 'right'
export type Tip = { content: ReactNode; side: TipSide; describes: boolean }

/** What each element marked `data-tip` says. One layer shows them all, so that a table of a thousand costs nothing. */
export const tips = new Map<string, Tip>()

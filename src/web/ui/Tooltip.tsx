import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useLayoutEffect } from 'react'
import { type TipSide, tips } from './tooltip-store.ts'

type TooltipProps = {
  /** What it says; nothing is shown while it is empty. */
  content: ReactNode
  side?: TipSide
  /** False where the element already has the same words as its name (an icon button). */
  describes?: boolean
  /** One element that passes unknown props on to its DOM node. */
  children: ReactElement<{ 'data-tip'?: string }>
}

/**
 * A short explanation on hover and on keyboard focus; Escape hides it. Never the only place of what a reader must
 * know. `TooltipLayer` (part of `UiProvider`) draws it.
 */
export function Tooltip({ content, side = 'top', describes = true, children }: TooltipProps) {
  const id = useId()
  const empty = content === null || content === undefined || content === ''
  useLayoutEffect(() => {
    if (!empty) tips.set(id, { content, side, describes })
  })
  useEffect(() => () => void tips.delete(id), [id])
  return empty ? children : cloneElement(children, { 'data-tip': id })
}

import type { TipSide } from './tooltip-store.ts'

type Box = { left: number; top: number; width: number; height: number }

const gap = 6
const edge = 8

/** Where a tip goes: on the side asked for, on the other one where there is no room, always within the window. */
export function placeTip(anchor: Box, popup: Box, side: TipSide): { left: number; top: number } {
  const width = document.documentElement.clientWidth
  const height = document.documentElement.clientHeight
  const middle = anchor.left + anchor.width / 2 - popup.width / 2
  const above = anchor.top - popup.height - gap
  const below = anchor.top + anchor.height + gap
  const right = anchor.left + anchor.width + gap
  const fits = right + popup.width + edge <= width
  const within = (value: number, most: number) => Math.round(Math.max(edge, Math.min(value, most - edge)))
  if (side === 'right' && fits) {
    const centre = anchor.top + anchor.height / 2 - popup.height / 2
    return { left: Math.round(right), top: within(centre, height - popup.height) }
  }
  const wantsAbove = side === 'top' ? above >= edge : below + popup.height + edge > height
  return { left: within(middle, width - popup.width), top: Math.round(wantsAbove ? above : below) }
}

import type { Side } from '../../../../core/playbook/playbook.ts'
import type { Document, ShownStep } from '../playbook-words.ts'

/** How the sides are told apart in pictures; the role is always written beside the colour. */
export const sides = {
  sales: { title: 'Sales', dot: 'bg-warn', bar: 'bg-warn-soft border-warn-line' },
  cs: { title: 'Customer success', dot: 'bg-accent', bar: 'bg-accent-soft border-accent-line' },
  ops: { title: 'Operations', dot: 'bg-control', bar: 'bg-hover border-line-strong' },
} as const

type SideLook = (typeof sides)[keyof typeof sides]

export function sideOf(document: Document, step: ShownStep): SideLook {
  const side: Side = document.roles.find((role) => role.id === step.owner)?.side ?? 'ops'
  return side === 'customer' ? sides.ops : sides[side]
}

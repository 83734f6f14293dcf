import type { ReactElement, ReactNode } from 'react'
import { lazyPart } from './lazy-part.tsx'
import { type TriggerProps, usePopup } from './use-popup.ts'

const PopoverPopup = lazyPart(async () => (await import('./PopoverPopup.tsx')).PopoverPopup, {
  close: ({ onOpenChange }) => onOpenChange(false),
})

export type PopoverProps = {
  label: string
  trigger: ReactElement<TriggerProps>
  /** Content, or a function that is handed `close`. */
  children: ReactNode | ((close: () => void) => ReactNode)
  side?: 'bottom' | 'top' | 'right' | 'left'
  align?: 'start' | 'center' | 'end'
  /** Almost no padding, for lists. */
  bare?: boolean
}

/** A little more about something, opened by a press: a score explained, a filter. */
export function Popover({ label, trigger, children, side, align, bare }: PopoverProps) {
  const popup = usePopup('dialog', trigger, () => void PopoverPopup.preload())
  const close = () => popup.setOpen(false)
  return (
    <>
      {popup.trigger}
      {popup.wanted && (
        <PopoverPopup
          label={label}
          open={popup.open}
          onOpenChange={popup.setOpen}
          anchor={popup.anchor}
          side={side}
          align={align}
          bare={bare}
        >
          {typeof children === 'function' ? children(close) : children}
        </PopoverPopup>
      )}
    </>
  )
}

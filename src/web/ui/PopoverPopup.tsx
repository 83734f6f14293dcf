import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { popupFrame } from './control-style.ts'
import { leaveToTrigger } from './keep-open.ts'

export type PopoverPopupProps = {
  label: string
  open: boolean
  onOpenChange: (open: boolean) => void
  anchor: RefObject<HTMLElement | null>
  children: ReactNode
  side?: 'bottom' | 'top' | 'right' | 'left'
  align?: 'start' | 'center' | 'end'
  bare?: boolean
}

/** What `Popover` opens; fetched when first needed. */
export function PopoverPopup({
  label,
  open,
  onOpenChange,
  anchor,
  children,
  side = 'bottom',
  align = 'start',
  bare,
}: PopoverPopupProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (next || !leaveToTrigger(anchor.current, details)) onOpenChange(next)
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 outline-none"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={anchor}
            className={classNames(
              popupFrame,
              'max-h-(--available-height) max-w-[min(26rem,var(--available-width))] overflow-y-auto',
              bare ? 'p-1' : 'p-3',
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

import type { ReactElement } from 'react'
import { lazyPart } from './lazy-part.tsx'
import type { MenuItem } from './menu-item.ts'
import { type TriggerProps, usePopup } from './use-popup.ts'

const MenuPopup = lazyPart(async () => (await import('./MenuPopup.tsx')).MenuPopup, {
  close: ({ onOpenChange }) => onOpenChange(false),
})

export type MenuProps = {
  /** Its name for screen readers. */
  label: string
  /** A Button or IconButton. */
  trigger: ReactElement<TriggerProps>
  items: readonly MenuItem[]
  side?: 'bottom' | 'top' | 'right'
  align?: 'start' | 'end'
}

/** Fetches what every menu opens. */
export const preloadMenus = MenuPopup.preload

/** A list of actions behind a button. */
export function Menu({ label, trigger, items, side, align }: MenuProps) {
  const popup = usePopup('menu', trigger, () => void MenuPopup.preload())
  return (
    <>
      {popup.trigger}
      {popup.wanted && (
        <MenuPopup
          label={label}
          open={popup.open}
          onOpenChange={popup.setOpen}
          anchor={popup.anchor}
          byKey={popup.byKey}
          items={items}
          side={side}
          align={align}
        />
      )}
    </>
  )
}

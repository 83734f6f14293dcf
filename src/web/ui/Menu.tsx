import { lazy, type ReactElement, Suspense } from 'react'
import type { MenuItem } from './menu-item.ts'
import { type TriggerProps, usePopup } from './use-popup.ts'

const load = () => import('./MenuPopup.tsx')
const MenuPopup = lazy(load)

export type MenuProps = {
  /** Its name for screen readers. */
  label: string
  /** A Button or IconButton. */
  trigger: ReactElement<TriggerProps>
  items: readonly MenuItem[]
  side?: 'bottom' | 'top' | 'right'
  align?: 'start' | 'end'
}

/** A list of actions behind a button. */
export function Menu({ label, trigger, items, side, align }: MenuProps) {
  const popup = usePopup('menu', trigger, () => void load())
  return (
    <>
      {popup.trigger}
      {popup.wanted && (
        <Suspense>
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
        </Suspense>
      )}
    </>
  )
}

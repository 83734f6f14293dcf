import { cloneElement, type ReactElement, type RefObject, useRef, useState } from 'react'

export type TriggerProps = {
  ref?: React.Ref<HTMLButtonElement>
  onClick?: (event: React.MouseEvent<HTMLButtonElement>) => void
  onPointerEnter?: () => void
  onFocus?: () => void
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
  'data-popup-open'?: '' | undefined
}

type Popup = {
  open: boolean
  /** True from the first opening on: only then is the popup's code needed. */
  wanted: boolean
  setOpen: (open: boolean) => void
  /** The last opening came from the keyboard. */
  byKey: boolean
  anchor: RefObject<HTMLButtonElement | null>
  trigger: ReactElement
}

/**
 * A button that opens something whose code arrives on demand: fetched as soon as the pointer or the focus comes
 * near, so that the first page does not carry it and the click does not wait for it.
 */
export function usePopup(
  kind: 'menu' | 'dialog',
  button: ReactElement<TriggerProps>,
  preload: () => void,
): Popup {
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const [byKey, setByKey] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const change = (next: boolean) => {
    if (next) setWanted(true)
    setOpen(next)
  }
  const trigger = cloneElement(button, {
    ref: anchor,
    'aria-haspopup': kind,
    'aria-expanded': open,
    'data-popup-open': open ? '' : undefined,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: (event) => {
      button.props.onClick?.(event)
      setByKey(event.detail === 0)
      change(!open)
    },
  })
  return { open, wanted, setOpen: change, byKey, anchor, trigger }
}

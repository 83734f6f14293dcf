import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'
import { Kbd } from './Kbd.tsx'
import { Tooltip } from './Tooltip.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: Icon
  /** Why it cannot be pressed now. The button stays reachable and says so; there is no silent disabling. */
  disabledReason?: string | null
  /** Its work is running: pressed again it does nothing, the width stays. */
  busy?: boolean
  /** Shown beside the label, as in `mod+enter`. Register it with `useShortcuts`. */
  shortcut?: string
}

export function Button({
  variant = 'secondary',
  size = 'md',
  icon: Glyph,
  disabledReason,
  busy = false,
  shortcut,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const off = busy || Boolean(disabledReason)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      className={classNames(buttonStyle(variant, size), className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={press}
    >
      {busy ? (
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      ) : (
        Glyph && <Glyph aria-hidden className="size-3.5" />
      )}
      {children}
      {shortcut && <Kbd keys={shortcut} className="-mr-1 opacity-75 phone:hidden" />}
    </button>
  )
  return disabledReason ? <Tooltip content={disabledReason}>{button}</Tooltip> : button
}

import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonSize, type ButtonVariant, iconButtonStyle } from './button-style.ts'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'
import { Kbd } from './Kbd.tsx'
import { Tooltip } from './Tooltip.tsx'
import type { TipSide } from './tooltip-store.ts'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'children'> & {
  /** Its name, read aloud and shown on hover. */
  label: string
  icon: Icon
  variant?: ButtonVariant
  size?: ButtonSize
  shortcut?: string
  disabledReason?: string | null
  /** For a button that stays down. */
  pressed?: boolean
  tipSide?: TipSide
  /** A small mark that something is waiting; say what in the label. */
  marked?: boolean
}

export function IconButton({
  label,
  icon: Glyph,
  variant = 'ghost',
  size = 'md',
  shortcut,
  disabledReason,
  pressed,
  tipSide,
  marked = false,
  className,
  onClick,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabledReason) event.preventDefault()
    else onClick?.(event)
  }
  const tip = (
    <span className="flex items-center gap-2">
      {disabledReason ? `${label}: ${disabledReason}` : label}
      {shortcut && !disabledReason && <Kbd keys={shortcut} className="text-on-tip-muted" />}
    </span>
  )
  return (
    <Tooltip content={tip} side={tipSide} describes={Boolean(disabledReason)}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={disabledReason ? true : undefined}
        className={classNames(
          iconButtonStyle(variant, size),
          pressed && 'bg-active text-ink',
          'relative',
          className,
        )}
        onClick={press}
      >
        <Glyph aria-hidden className="size-4" />
        {marked && (
          <span aria-hidden className="absolute top-1.5 right-1.5 size-1.5 rounded-full bg-accent" />
        )}
      </button>
    </Tooltip>
  )
}

import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts'
import { classNames } from './class-names.ts'
import type { Icon } from './icon.ts'

type LinkButtonProps = ComponentProps<'a'> & {
  href: string
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: Icon
}

/** A link that looks like a button: it goes somewhere, a button does something. For the router's own link use `buttonStyle`. */
export function LinkButton({ variant, size, icon: Glyph, className, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} className={classNames(buttonStyle(variant, size), className)}>
      {Glyph && <Glyph aria-hidden className="size-3.5" />}
      {children}
    </a>
  )
}

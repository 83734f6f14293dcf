import { classNames } from './class-names.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'link'
export type ButtonSize = 'sm' | 'md' | 'lg'

const shape =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100'

const off = 'aria-disabled:opacity-55 aria-disabled:cursor-not-allowed'

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-on-accent shadow-control not-aria-disabled:hover:bg-accent-hover',
  secondary:
    'border border-line-strong bg-raised text-ink shadow-control not-aria-disabled:hover:bg-hover not-aria-disabled:active:bg-active',
  ghost:
    'text-muted not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink not-aria-disabled:active:bg-active',
  danger: 'bg-danger-fill text-on-accent shadow-control not-aria-disabled:hover:bg-danger-fill-hover',
  link: 'hit text-accent-ink not-aria-disabled:hover:underline underline-offset-2',
}

const sizes: Readonly<Record<ButtonSize, string>> = {
  sm: 'h-7 px-2 text-sm',
  md: 'h-8 px-3 text-base',
  lg: 'h-10 px-4 text-md',
}

const open = 'data-popup-open:bg-active data-popup-open:text-ink'

/** The look of a button, for links and other elements that act like one. */
export function buttonStyle(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  const room = variant === 'link' ? '' : sizes[size]
  return classNames(
    shape,
    off,
    variants[variant],
    room,
    (variant === 'ghost' || variant === 'secondary') && open,
  )
}

const squares: Readonly<Record<ButtonSize, string>> = { sm: 'size-7', md: 'size-8', lg: 'size-10' }

/** The look of a button that shows only a picture. */
export function iconButtonStyle(variant: ButtonVariant = 'ghost', size: ButtonSize = 'md'): string {
  return classNames(shape, off, variants[variant], squares[size], open)
}

import { useRouter } from '@tanstack/react-router'
import type { ComponentProps, MouseEvent } from 'react'
import { buttonStyle } from '../ui/button-style.ts'
import { classNames } from '../ui/class-names.ts'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  to: string
  as?: 'link' | 'button' | 'primary' | 'plain'
}

/** A link inside the app, to an address of `paths`. Opens in place, or in a new tab when the reader asks for one. */
export function AppLink({ to, as = 'link', className, onClick, ...rest }: AppLinkProps) {
  const router = useRouter()
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    void router.navigate({ href: to })
  }
  const look = {
    link: 'text-accent-ink underline-offset-2 hover:underline',
    button: buttonStyle(),
    primary: buttonStyle('primary'),
    plain: '',
  }[as]
  // biome-ignore lint/a11y/useValidAnchor: it is a link; the handler only keeps the page from being loaded anew
  return <a {...rest} href={to} onClick={follow} className={classNames(look, className)} />
}

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'

export const backdropClass =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** The first field; the dialog itself where there is none, or where a keyboard on the screen would cover it. */
export function firstField(popup: HTMLElement | null, how: string): HTMLElement | null {
  if (how === 'touch') return popup
  return (
    popup?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, [role=combobox]') ?? popup
  )
}

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** What has the focus first; the first field otherwise. */
  initialFocus?: RefObject<HTMLElement | null>
}

const widths = { sm: 'w-96', md: 'w-[34rem]', lg: 'w-[48rem]' } as const

/** A question or a form in front of the page. On a phone it rises from the foot of the screen. */
export function DialogPopup({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
  initialFocus,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? ((how) => firstField(popup.current, how))}
          className={classNames(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[78vh] max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col rounded-xl bg-raised shadow-modal outline-none',
            'transition duration-150 ease-out data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
            'phone:top-auto phone:bottom-0 phone:max-h-[90dvh] phone:w-full phone:max-w-full phone:rounded-b-none phone:data-ending-style:translate-y-4 phone:data-starting-style:translate-y-4',
            widths[size],
          )}
        >
          <header className="flex items-start gap-3 pt-3.5 pr-3 pb-2 pl-5">
            <div className="min-w-0 flex-1 pt-0.5">
              <Base.Title className="text-md font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-muted">{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton size="sm" icon={X} label="Close" />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

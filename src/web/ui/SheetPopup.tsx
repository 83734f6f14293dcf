import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import { backdropClass } from './DialogPopup.tsx'
import { IconButton } from './IconButton.tsx'

export type SheetProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  children: ReactNode
  footer?: ReactNode
  /** `end` slides in from the side and turns into `bottom` on a phone. */
  side?: 'end' | 'bottom'
}

const sides = {
  end: 'inset-y-2 right-2 w-[30rem] max-w-[calc(100vw-1rem)] rounded-xl data-ending-style:translate-x-6 data-starting-style:translate-x-6 phone:inset-x-0 phone:top-auto phone:bottom-0 phone:max-h-[88dvh] phone:w-full phone:max-w-full phone:rounded-b-none',
  bottom:
    'inset-x-0 bottom-0 max-h-[80dvh] rounded-t-xl data-ending-style:translate-y-6 data-starting-style:translate-y-6',
} as const

/** A panel beside the page for detail that must not lose the place behind it. */
export function SheetPopup({ open, onOpenChange, title, children, footer, side = 'end' }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          ref={popup}
          initialFocus={() => popup.current}
          className={classNames(
            'fixed z-50 flex flex-col bg-raised shadow-modal outline-none transition duration-200 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0',
            sides[side],
          )}
        >
          <header className="flex items-center gap-3 border-b border-line py-2 pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate text-md font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label="Close" />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
            {children}
          </div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

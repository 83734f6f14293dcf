import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'
import { currentToasts, dismissToast, subscribeToasts, type Toast, toastTimeout } from './toast-store.ts'

function ToastItem({ toast, held }: { toast: Toast; held: boolean }) {
  const stay = toastTimeout(toast)
  useEffect(() => {
    if (held || stay === 0) return
    const timer = setTimeout(() => dismissToast(toast.id), stay)
    return () => clearTimeout(timer)
  }, [held, stay, toast.id])
  const then = (run: () => void) => () => {
    dismissToast(toast.id)
    run()
  }
  return (
    <li className="pointer-events-auto flex items-start gap-2.5 rounded-lg bg-raised py-2 pr-1.5 pl-3 shadow-modal motion-safe:animate-enter">
      {toast.tone === 'ok' && <CircleCheck aria-hidden className="mt-1.5 size-4 shrink-0 text-ok" />}
      {toast.tone === 'danger' && <CircleAlert aria-hidden className="mt-1.5 size-4 shrink-0 text-danger" />}
      <div className="min-w-0 flex-1 py-1">
        <p className="font-medium break-words">{toast.title}</p>
        {toast.description && <p className="text-sm break-words text-muted">{toast.description}</p>}
      </div>
      {toast.action && (
        <Button variant="link" className="h-7 px-2 text-sm" onClick={then(toast.action.run)}>
          {toast.action.label}
        </Button>
      )}
      {toast.undo && (
        <Button variant="link" className="h-7 px-2 text-sm" onClick={then(toast.undo)}>
          Undo
        </Button>
      )}
      <IconButton size="sm" icon={X} label="Dismiss" onClick={() => dismissToast(toast.id)} />
    </li>
  )
}

/** Where `toast()` speaks. Pointing at it or focusing it stops its clocks. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts)
  const [held, setHeld] = useState(false)
  const region = useRef<HTMLElement>(null)
  // what had the pointer or the focus may just have gone
  useEffect(() => {
    const node = region.current
    setHeld(
      node !== null && toasts.length > 0 && (node.matches(':hover') || node.contains(document.activeElement)),
    )
  }, [toasts])
  return createPortal(
    <section
      ref={region}
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      className={classNames(
        'pointer-events-none fixed right-4 bottom-4 z-60 w-96 max-w-[calc(100vw-2rem)] print:hidden',
        'phone:bottom-[calc(4.5rem+env(safe-area-inset-bottom))]',
      )}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <ol className="flex flex-col gap-2">
        {toasts.map((item) => (
          <ToastItem key={item.id} toast={item} held={held} />
        ))}
      </ol>
    </section>,
    document.body,
  )
}

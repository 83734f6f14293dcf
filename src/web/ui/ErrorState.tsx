import { CloudOff, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

export type ErrorStateProps = {
  title?: string
  /** What happened and what one can do. */
  children?: ReactNode
  onRetry?: () => void
  busy?: boolean
  /** The number by which support finds it. */
  reference?: string
  actions?: ReactNode
}

/** A part of the page that could not be shown. */
export function ErrorState({
  title = 'This could not be loaded',
  children,
  onRetry,
  busy,
  reference,
  actions,
}: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-danger-line bg-danger-soft text-danger-ink">
        <CloudOff aria-hidden className="size-5" strokeWidth={1.5} />
      </span>
      <p className="text-md font-medium">{title}</p>
      {children && <div className="mt-1 text-pretty text-muted">{children}</div>}
      <div className="mt-4 flex gap-2">
        {onRetry && (
          <Button icon={RotateCw} busy={busy} onClick={onRetry}>
            Try again
          </Button>
        )}
        {actions}
      </div>
      {reference && <p className="mt-4 font-mono text-xs text-faint select-all">{reference}</p>}
    </div>
  )
}

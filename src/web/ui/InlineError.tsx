import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

/** One line that says what went wrong right where it did. */
export function InlineError({ children, onRetry }: { children: ReactNode; onRetry?: () => void }) {
  return (
    <p role="alert" className="flex items-start gap-1.5 text-danger-ink">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">
        {children}{' '}
        {onRetry && (
          <Button variant="link" className="underline" onClick={onRetry}>
            Try again
          </Button>
        )}
      </span>
    </p>
  )
}

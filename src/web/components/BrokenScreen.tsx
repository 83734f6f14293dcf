import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'

/** Where a screen failed in a way nobody foresaw. */
export function BrokenScreen({ reset }: ErrorComponentProps) {
  return (
    <ErrorState
      title="This screen broke"
      onRetry={reset}
      actions={
        <Button variant="ghost" onClick={() => location.reload()}>
          Load the page anew
        </Button>
      }
    >
      Whatever was saved is safe. Try it again, or load the page anew.
    </ErrorState>
  )
}

import { Check, CircleAlert, CloudOff, GitCompareArrows, LoaderCircle } from 'lucide-react'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import type { SaveState } from './save-state.ts'

function Words({ state }: { state: SaveState }) {
  switch (state.kind) {
    case 'idle':
      return null
    case 'saving':
      return (
        <>
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> Saving…
        </>
      )
    case 'saved':
      return (
        <>
          <Check aria-hidden className="size-3.5 text-ok" /> Saved
        </>
      )
    case 'offline':
      return (
        <>
          <CloudOff aria-hidden className="size-3.5" /> Kept here, will be sent
        </>
      )
    case 'conflict':
      return (
        <span className="flex items-center gap-1 text-warn-ink">
          <GitCompareArrows aria-hidden className="size-3.5" /> Changed by somebody else
        </span>
      )
    case 'error':
      return (
        <span className="flex items-center gap-1.5 text-danger-ink">
          <CircleAlert aria-hidden className="size-3.5 shrink-0" /> {state.message}
          {state.retry && (
            <Button variant="link" className="underline" onClick={state.retry}>
              Try again
            </Button>
          )}
        </span>
      )
  }
}

/** Says quietly that work is safe, and loudly that it is not. */
export function SaveIndicator({ state, className }: { state: SaveState; className?: string }) {
  return (
    <span
      role="status"
      className={classNames(
        'inline-flex min-h-5 items-center gap-1 text-sm whitespace-nowrap text-muted',
        className,
      )}
    >
      <Words state={state} />
    </span>
  )
}

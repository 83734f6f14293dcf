import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Instant } from '../../core/lib/instant.ts'
import { Button } from './Button.tsx'
import { RelativeTime } from './RelativeTime.tsx'

export type ConflictPanelProps = {
  /** Which field. */
  label: string
  mine: ReactNode
  theirs: ReactNode
  by: string
  at: Instant
  onKeepMine: () => void
  onTakeTheirs: () => void
  busy?: boolean
}

function Side({ title, children, action }: { title: ReactNode; children: ReactNode; action: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-1 basis-52 flex-col gap-2 p-3">
      <p className="text-sm text-muted">{title}</p>
      <div className="min-h-10 flex-1 break-words whitespace-pre-wrap">{children}</div>
      <div>{action}</div>
    </div>
  )
}

/** Two people changed the same thing: both values side by side, nothing overwritten in silence. */
export function ConflictPanel({
  label,
  mine,
  theirs,
  by,
  at,
  onKeepMine,
  onTakeTheirs,
  busy,
}: ConflictPanelProps) {
  return (
    <section
      aria-label={`${label}: changed by ${by} too`}
      className="my-1 overflow-hidden rounded-lg border border-warn-line"
    >
      <p
        role="alert"
        className="flex items-center gap-2 border-b border-warn-line bg-warn-soft px-3 py-1.5 text-warn-ink"
      >
        <GitCompareArrows aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0">
          <span className="font-medium">{by}</span> changed “{label}” while you were writing. Which one stays?
        </span>
      </p>
      <div className="flex flex-wrap divide-line bg-canvas sm:divide-x">
        <Side
          title="Yours, not saved yet"
          action={
            <Button size="sm" variant="primary" busy={busy} onClick={onKeepMine}>
              Keep mine
            </Button>
          }
        >
          {mine}
        </Side>
        <Side
          title={
            <>
              {by}, <RelativeTime at={at} width="long" />
            </>
          }
          action={
            <Button size="sm" disabledReason={busy ? 'Saving…' : null} onClick={onTakeTheirs}>
              Take theirs
            </Button>
          }
        >
          {theirs}
        </Side>
      </div>
    </section>
  )
}

import { classNames } from './class-names.ts'

/** The shape of something on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={classNames('block h-3 animate-shimmer rounded-sm bg-active', className)} />
  )
}

const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-1/3', 'w-3/5', 'w-1/2', 'w-2/5']

/** A list on its way, in rows of the height that it will have. Says so to screen readers once. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div
          key={row}
          className="flex h-9 items-center gap-3 px-4"
          style={{ opacity: Math.max(1 - row / rows, 0.15) }}
        >
          <Skeleton className="size-3.5 rounded-full" />
          <Skeleton className={widths[row % widths.length]} />
          <Skeleton className="ml-auto w-16" />
          <Skeleton className="w-10" />
        </div>
      ))}
    </div>
  )
}

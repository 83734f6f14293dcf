import { TriangleAlert } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'

type Figure = { label: string; value: string; warn?: boolean }

/** A few figures on one line, two beside each other on a phone. */
export function Numbers({ numbers }: { numbers: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-b border-line pb-5 sm:flex sm:flex-wrap sm:gap-x-0">
      {numbers.map(({ label, value, warn }) => (
        <div
          key={label}
          className="min-w-0 sm:border-l sm:border-line sm:px-6 sm:first:border-0 sm:first:pl-0"
        >
          <dt className="truncate text-sm text-muted">{label}</dt>
          <dd
            className={classNames(
              'num flex items-center gap-1.5 text-xl font-semibold tracking-tight',
              warn && 'text-warn-ink',
            )}
          >
            {value}
            {warn && <TriangleAlert aria-hidden className="size-4" />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

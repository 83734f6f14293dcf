import type { MemberRow } from '../../../contract/people.ts'
import { classNames } from '../../ui/class-names.ts'
import { toneSolid, toneText } from '../../ui/tone.ts'
import { loadOf } from './member-words.ts'

type LoadBarProps = {
  member: Pick<MemberRow, 'load' | 'capacity'>
  /** What the whole track stands for; the member's own limit otherwise. */
  max?: number
  /** Words beside the bar. */
  wide?: boolean
}

/** Points in care against the limit: how full, where the limit is, and how far over. */
export function LoadBar({ member, max, wide }: LoadBarProps) {
  const { tone, words } = loadOf(member)
  const limit = member.capacity
  const whole = Math.max(max ?? limit ?? member.load, member.load, 1)
  return (
    <span className="flex w-full min-w-0 items-center gap-3">
      <span
        aria-hidden
        className={classNames(
          'relative h-1.5 min-w-12 flex-1 rounded-full bg-active',
          // without a limit there is nothing to be full of
          limit === null && max === undefined && 'invisible',
        )}
      >
        <span
          className={classNames('absolute inset-y-0 left-0 rounded-full', toneSolid[tone])}
          style={{ width: `${(member.load / whole) * 100}%` }}
        />
        {max !== undefined && limit !== null && (
          <span
            className="absolute -inset-y-1 w-0.5 rounded-full bg-ink"
            style={{ left: `calc(${(limit / whole) * 100}% - 1px)` }}
          />
        )}
      </span>
      <span
        className={classNames(
          'num shrink-0 text-sm',
          wide ? 'w-36' : '',
          tone === 'danger' || tone === 'warn' ? toneText[tone] : 'text-muted',
        )}
      >
        {wide ? words : limit === null ? member.load : `${member.load}/${limit}`}
        {!wide && <span className="sr-only"> points{tone === 'danger' ? ', over the limit' : ''}</span>}
      </span>
    </span>
  )
}

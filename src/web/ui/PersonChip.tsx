import type { ReactNode } from 'react'
import { Avatar } from './Avatar.tsx'
import { classNames } from './class-names.ts'
import { Tooltip } from './Tooltip.tsx'

export type Person = { id: string; name: string /** Role, team or address. */; hint?: string }

type PersonChipProps = {
  /** Null is said in words, not left blank. */
  person: Person | null
  size?: 'sm' | 'md'
  /** What stands for nobody. */
  nobody?: string
  /** Shows the hint as a second line instead of on hover. */
  withHint?: boolean
  className?: string
  trailing?: ReactNode
}

export function PersonChip({
  person,
  size = 'sm',
  nobody = 'Nobody yet',
  withHint,
  className,
  trailing,
}: PersonChipProps) {
  const body = (
    <span className={classNames('inline-flex max-w-full min-w-0 items-center gap-1.5', className)}>
      <Avatar name={person?.name ?? null} size={withHint ? 'md' : size} />
      <span className="min-w-0">
        <span className={classNames('block truncate', person === null && 'text-faint')}>
          {person?.name ?? nobody}
        </span>
        {withHint && person?.hint && <span className="block truncate text-sm text-muted">{person.hint}</span>}
      </span>
      {trailing}
    </span>
  )
  return withHint ? body : <Tooltip content={person?.hint}>{body}</Tooltip>
}

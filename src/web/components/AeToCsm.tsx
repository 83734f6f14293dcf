import { ArrowRight } from 'lucide-react'
import { Avatar } from '../ui/Avatar.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

type Who = { id: string; name: string } | null

/** From whom to whom, on one short line: the seller as a face, the CSM by name. */
export function AeToCsm({ ae, csm }: { ae: Who; csm: Who }) {
  return (
    <Tooltip content={`${ae?.name ?? 'No AE'} hands over to ${csm?.name ?? 'nobody yet'}`}>
      <span className="flex min-w-0 items-center gap-1.5">
        <Avatar name={ae?.name ?? null} />
        <span className="sr-only">{ae?.name ?? 'No AE'} to</span>
        <ArrowRight aria-hidden className="size-3 shrink-0 text-faint" />
        <Avatar name={csm?.name ?? null} />
        <span className={csm ? 'truncate' : 'truncate text-faint'}>{csm?.name ?? 'Nobody yet'}</span>
      </span>
    </Tooltip>
  )
}

import type { Brief } from '../../../../contract/deals.ts'
import type { Handoff } from '../../../../contract/handoffs.ts'
import { BriefScores } from '../../../components/brief/BriefScores.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Clocks } from './Clocks.tsx'
import { Facts } from './Facts.tsx'

/** What one glances at: how good the brief is, which clocks run, what has happened. */
export function Overview({ handoff, brief }: { handoff: Handoff; brief: Brief | null }) {
  return (
    <div className="flex flex-col gap-7">
      {brief ? <BriefScores brief={brief} /> : <Skeleton className="h-12 w-40" />}
      <Clocks handoff={handoff} />
      <Facts handoff={handoff} />
    </div>
  )
}

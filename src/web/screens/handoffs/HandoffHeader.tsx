import { ArrowRight } from 'lucide-react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DueClock } from '../../components/DueClock.tsx'
import { HandoffStatusTag } from '../../components/HandoffStatusTag.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { HandoffActions } from './HandoffActions.tsx'
import { RoutingDetails } from './RoutingDetails.tsx'

const quiet =
  'rounded-md px-1.5 -mx-1.5 min-h-6 inline-flex items-center gap-1.5 hover:bg-hover data-popup-open:bg-active'

/** Whose it is, what it is worth, where it stands, and what can be done now. */
export function HandoffHeader({ handoff, brief }: { handoff: Handoff; brief: Brief | null }) {
  const next = handoff.steps
    .filter(({ dueAt, clock }) => dueAt !== null && clock !== 'ended')
    .toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))[0]
  return (
    <PageHeader
      crumbs={<AppLink to={paths.pipeline}>Pipeline</AppLink>}
      title={handoff.accountName ?? handoff.dealName}
      meta={
        <>
          <HandoffStatusTag status={handoff.status} onHold={handoff.onHold} />
          {handoff.closedDirty && (
            <span className="inline-flex phone:hidden">
              <Tag tone="warn">Closed with gaps</Tag>
            </span>
          )}
        </>
      }
      actions={<HandoffActions handoff={handoff} brief={brief} />}
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 px-4 pb-2.5 text-muted phone:gap-x-3 phone:text-sm">
        {handoff.accountName !== null && handoff.accountName !== handoff.dealName && (
          <AppLink
            as="plain"
            to={paths.deal(handoff.dealId)}
            className="max-w-72 truncate hover:underline phone:hidden"
          >
            {handoff.dealName}
          </AppLink>
        )}
        <MoneyText money={handoff.value} unknown="Value unknown" className="text-ink" />
        <Popover
          label="Why this tier"
          trigger={
            <button type="button" className={quiet} aria-label={`Tier ${handoff.tierTitle}: why`}>
              <TierTag tier={handoff.tier} title={handoff.tierTitle} />
            </button>
          }
        >
          <p className="max-w-72 text-pretty">{handoff.tierReason}</p>
        </Popover>
        <span className="inline-flex min-w-0 items-center gap-2">
          <span className="inline-flex min-w-0 phone:hidden">
            <PersonChip person={handoff.ae} nobody="No AE" />
          </span>
          <span className="hidden phone:inline-flex">
            <Avatar name={handoff.ae?.name ?? null} />
            <span className="sr-only">{handoff.ae?.name ?? 'No AE'}</span>
          </span>
          <ArrowRight aria-hidden className="size-3.5 shrink-0 text-faint" />
          <span className="sr-only">hands over to</span>
          <Popover
            label="Why this CSM"
            trigger={
              <button
                type="button"
                className={`${quiet} text-ink`}
                aria-label={`CSM ${handoff.csm?.name ?? 'not named'}: why`}
              >
                <PersonChip person={handoff.csm} nobody="No CSM yet" />
                {handoff.routing?.mark && <Tag tone="warn">{handoff.routing.mark}</Tag>}
              </button>
            }
          >
            <RoutingDetails handoff={handoff} />
          </Popover>
        </span>
        {handoff.closedDirty && (
          <span className="hidden phone:inline-flex">
            <Tag tone="warn">Closed with gaps</Tag>
          </span>
        )}
        {next?.dueAt && (
          <span className="inline-flex min-w-0 items-center gap-2">
            <span className="truncate">{next.title}</span>
            <DueClock
              at={next.dueAt}
              clock={next.clock}
              what={next.title}
              ownerZone={next.owner.zone}
              pausedFor={next.pausedFor?.replaceAll('_', ' ')}
            />
          </span>
        )}
      </div>
    </PageHeader>
  )
}

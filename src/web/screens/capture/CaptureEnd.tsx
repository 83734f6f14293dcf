import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, CircleCheck, CloudOff } from 'lucide-react'
import type { Brief, BriefItem } from '../../../contract/deals.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { ListRow } from '../../ui/ListRow.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { AskedColleagues, isOpenLink } from './AskedColleagues.tsx'
import { isSettled } from './capture-route.ts'
import { GateResult } from './GateResult.tsx'
import { SubmitPanel } from './SubmitPanel.tsx'
import type { QueueInUse } from './use-answer-queue.ts'

type CaptureEndProps = {
  brief: Brief
  items: readonly BriefItem[]
  inUse: QueueInUse
  onGo: (requirementId: string) => void
  onBack: (() => void) | null
}

/** What a sitting came to: what is left, what the gate says, and the way on. */
export function CaptureEnd({ brief, items, inUse, onGo, onBack }: CaptureEndProps) {
  const handed = useQuery(read('contribution.list', { id: brief.dealId }))
  const left = items.filter((item) => !isSettled(item, inUse.answers.get(item.requirementId)))
  const waiting = inUse.waiting.length
  const asked = handed.data?.items.filter((one) => one.revokedAt === null) ?? []
  const askedIds = new Set(asked.filter((one) => isOpenLink(one)).map((one) => one.requirementId))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="ring-inside min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-2xl animate-enter flex-col gap-8 px-4 pt-6 pb-12 sm:px-6 sm:pt-12">
        <Head left={left.length} waiting={waiting} asked={items.length} />
        {waiting === 0 && (
          <GateResult brief={brief} listed={left.map(({ requirementId }) => requirementId)} onGo={onGo} />
        )}
        {waiting === 0 && brief.handoffId && <SubmitPanel handoffId={brief.handoffId} />}
        {left.length > 0 && (
          <Section title="Left for later" meta={left.length}>
            <ul>
              {left.map((item) => (
                <ListRow
                  key={item.requirementId}
                  lead={<StatusDot bare label="Missing" shape="empty" tone="warn" />}
                  title={item.label}
                  detail={askedIds.has(item.requirementId) ? 'A colleague was asked' : undefined}
                  renderTitle={(link) => (
                    <button type="button" onClick={() => onGo(item.requirementId)} {...link} />
                  )}
                  trailing={item.need === 'gate' && <Tag tone="warn">Needed to win</Tag>}
                />
              ))}
            </ul>
          </Section>
        )}
        {asked.length > 0 && (
          <Section title="Asked of colleagues" meta={asked.length}>
            <div className="pt-1">
              <AskedColleagues withQuestion items={asked} />
            </div>
          </Section>
        )}
        <div className="flex flex-wrap gap-2">
          {onBack && (
            <button type="button" className={buttonStyle('ghost')} onClick={onBack}>
              <ArrowLeft aria-hidden className="size-3.5" /> Back to the questions
            </button>
          )}
          <AppLink
            as="button"
            to={brief.handoffId ? paths.handoff(brief.handoffId) : paths.deal(brief.dealId)}
          >
            Read the whole brief
          </AppLink>
          <AppLink as="button" to={paths.today}>
            Go to Today
          </AppLink>
        </div>
      </div>
    </div>
  )
}

function Head({ left, waiting, asked }: { left: number; waiting: number; asked: number }) {
  if (waiting > 0) {
    return (
      <Words
        icon={<CloudOff aria-hidden className="size-8 text-warn" strokeWidth={1.5} />}
        title={`${waiting === 1 ? 'One answer waits' : `${waiting} answers wait`} to be sent`}
      >
        They are kept here and go out by themselves when the connection is back. You may close this page.
      </Words>
    )
  }
  const done = <CircleCheck aria-hidden className="size-8 text-ok" strokeWidth={1.5} />
  if (left > 0) {
    return (
      <Words
        icon={<MeterRing size="lg" label="Answered" value={(asked - left) / asked} />}
        title={`${left === 1 ? 'One question is' : `${left} questions are`} left`}
      >
        Everything you answered is saved. The rest can wait until somebody knows it.
      </Words>
    )
  }
  return asked === 0 ? (
    <Words icon={done} title="Nothing is asked of you now">
      All that can be known at this stage is known. You are asked again when more becomes knowable.
    </Words>
  ) : (
    <Words icon={done} title="That was all. Thank you.">
      Nobody has to ask you these again, and the customer not at all.
    </Words>
  )
}

function Words({
  icon,
  title,
  children,
}: {
  icon: React.ReactNode
  title: string
  children: React.ReactNode
}) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="flex self-start">{icon}</span>
      <div>
        <h2 className="text-xl font-semibold tracking-tight text-balance">{title}</h2>
        <p className="mt-1 text-md text-pretty text-muted">{children}</p>
      </div>
    </div>
  )
}

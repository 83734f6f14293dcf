import { CircleCheck, Clock4, Link2Off } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { toast } from '../../ui/toast-store.ts'

export type Asked = Output<'contribution.list'>['items'][number]

/** Whether the link still opens the question. */
export function isOpenLink(asked: Asked, now: number = Date.now()): boolean {
  return asked.answeredAt === null && asked.revokedAt === null && Date.parse(asked.expiresAt) > now
}

/** Who was asked what by link, and what became of it. */
export function AskedColleagues({
  items,
  withQuestion,
}: {
  items: readonly Asked[]
  withQuestion?: boolean
}) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {items.map((asked) => (
        <li key={asked.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <Sign asked={asked} />
          <span className="min-w-0 flex-1 basis-36">
            {withQuestion && <span className="block truncate font-medium">{asked.requirementLabel}</span>}
            <span className={withQuestion ? 'text-muted' : ''}>
              <State asked={asked} />
            </span>
          </span>
          {isOpenLink(asked) && <TakeBack asked={asked} />}
        </li>
      ))}
    </ul>
  )
}

function Sign({ asked }: { asked: Asked }) {
  if (asked.answeredAt) return <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
  if (isOpenLink(asked)) return <Clock4 aria-hidden className="size-4 shrink-0 text-warn" />
  return <Link2Off aria-hidden className="size-4 shrink-0 text-faint" />
}

function State({ asked }: { asked: Asked }) {
  const name = <span className="font-medium">{asked.askedName}</span>
  if (asked.answeredAt)
    return (
      <>
        {name} answered <RelativeTime at={asked.answeredAt} width="long" />
      </>
    )
  if (asked.revokedAt) return <>{name}: the link was taken back</>
  if (!isOpenLink(asked)) return <>{name}: the link has expired</>
  return (
    <>
      {name} was asked <RelativeTime at={asked.createdAt} width="long" />
    </>
  )
}

function TakeBack({ asked }: { asked: Asked }) {
  const revoke = async (): Promise<void> => {
    const outcome = await attempt('contribution.revoke', { id: asked.id })
    if (!outcome.ok) return sayRefusal(outcome.error)
    await refresh('contribution')
    toast({ title: `${asked.askedName}’s link no longer opens the question` })
  }
  return (
    <Button size="sm" variant="ghost" onClick={() => void revoke()}>
      Take back
    </Button>
  )
}

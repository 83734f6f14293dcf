import { Check, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DueClock } from '../../components/DueClock.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { attemptProposed, sayRefusal } from '../../components/run-operation.ts'
import { TierTag } from '../../components/TierTag.tsx'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { todayKinds } from './today-kinds.ts'

type Action = NonNullable<TodayItem['action']>

/** One thing owed: what, for whom, why, by when, and the click that does it. */
export function TodayRow({ item, showOwner }: { item: TodayItem; showOwner: boolean }) {
  const [done, setDone] = useState(false)
  const { icon: Glyph, label } = todayKinds[item.kind]
  const run = async (action: Action): Promise<void> => {
    setDone(true)
    const result = await attemptProposed(action)
    if (result.ok) return refresh('handoff', 'answer', 'deal')
    setDone(false)
    sayRefusal(result.error, () => void run(action))
  }
  return (
    <li
      className={classNames(
        'relative isolate flex min-h-13 items-center gap-3 border-b border-line py-1.5 transition-opacity last:border-0',
        'before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-md hover:before:bg-hover',
        done && 'opacity-50',
      )}
    >
      <Glyph aria-label={label} role="img" className="size-4 shrink-0 text-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-x-2 phone:flex-col">
          <AppLink
            as="plain"
            to={item.path}
            data-today=""
            className={classNames(
              'max-w-full min-w-0 truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-inset-x-2 focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus',
              done && 'line-through',
            )}
          >
            {item.title}
          </AppLink>
          <span className="max-w-full min-w-0 truncate text-muted">{item.accountName ?? item.dealName}</span>
        </p>
        <p className="truncate text-sm text-faint">{item.because}</p>
      </div>
      <div className="relative z-1 flex shrink-0 items-center gap-3 phone:flex-col phone:items-end phone:gap-1.5">
        {item.tier && (
          <span className="text-muted phone:hidden">
            <TierTag tier={item.tier} title={item.tier} bare />
          </span>
        )}
        <span className="w-16 text-right text-muted max-lg:hidden">
          <MoneyText compact money={item.value} unknown="" />
        </span>
        {showOwner && (
          <span className="w-32 text-muted max-lg:hidden">
            <PersonChip person={item.owner} />
          </span>
        )}
        <span className="flex justify-end sm:w-28">
          <DueClock at={item.dueAt} clock={item.clock} what={item.title} />
        </span>
        <span className="flex justify-end sm:w-28">
          {item.action ? (
            <Act action={item.action} item={item} done={done} onRun={run} />
          ) : (
            <ChevronRight aria-hidden className="mr-1.5 size-4 text-faint phone:hidden" />
          )}
        </span>
      </div>
    </li>
  )
}

type ActProps = { action: Action; item: TodayItem; done: boolean; onRun: (action: Action) => Promise<void> }

function Act({ action, item, done, onRun }: ActProps) {
  const about = item.accountName ?? item.dealName ?? ''
  return (
    <Button
      size="sm"
      icon={Check}
      busy={done}
      data-act=""
      aria-label={`${action.label}: ${item.title}, ${about}`}
      className="max-w-full"
      onClick={() => void onRun(action)}
    >
      <span className="truncate">{action.label}</span>
    </Button>
  )
}

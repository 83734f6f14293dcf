import { Check, ChevronRight, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { TodayItem } from '../../../contract/handoffs.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DueClock } from '../../components/DueClock.tsx'
import { doSoon } from '../../components/do-soon.ts'
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
  const [undo, setUndo] = useState<(() => void) | null>(null)
  const done = undo !== null
  const { icon: Glyph, label } = todayKinds[item.kind]
  const run = async (action: Action): Promise<void> => {
    const result = await attemptProposed(action)
    if (result.ok) return refresh('handoff', 'answer', 'deal')
    setUndo(null)
    sayRefusal(result.error, () => void run(action))
  }
  const act = (action: Action): void => {
    const title = `${action.label}: ${item.title}, ${item.accountName ?? item.dealName ?? ''}`
    const takeBack = doSoon({ title, run: () => void run(action), onUndo: () => setUndo(null) })
    setUndo(() => takeBack)
  }
  return (
    <li
      className={classNames(
        'relative isolate flex min-h-11 items-center gap-3 border-b border-line py-1.5 transition-opacity last:border-0',
        'before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-md hover:before:bg-hover',
        done && 'opacity-50',
      )}
    >
      <Glyph aria-label={label} role="img" className="size-4 shrink-0 text-faint" />
      <div className="flex min-w-0 flex-1 items-baseline gap-x-2 phone:flex-col">
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
        <span className="flex min-w-32 flex-1 basis-0 items-baseline gap-x-2 phone:w-full phone:flex-none">
          <span className="max-w-full shrink-0 truncate text-muted">{item.accountName ?? item.dealName}</span>
          <span className="min-w-0 truncate text-sm text-faint">{item.because}</span>
        </span>
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
          <DueClock at={item.dueAt} clock={item.clock} what={item.title} plain={item.clock === 'running'} />
        </span>
        <span className="flex justify-end sm:w-28">
          {item.action ? (
            <Act action={item.action} item={item} undo={undo} onAct={act} />
          ) : (
            <ChevronRight aria-hidden className="mr-1.5 size-4 text-faint phone:hidden" />
          )}
        </span>
      </div>
    </li>
  )
}

type ActProps = {
  action: Action
  item: TodayItem
  undo: (() => void) | null
  onAct: (action: Action) => void
}

function Act({ action, item, undo, onAct }: ActProps) {
  const about = `${item.title}, ${item.accountName ?? item.dealName ?? ''}`
  const label = undo ? 'Undo' : action.label
  return (
    <Button
      size="sm"
      icon={undo ? Undo2 : Check}
      data-act=""
      aria-label={`${label}: ${about}`}
      className="max-w-full"
      onClick={undo ?? (() => onAct(action))}
    >
      <span className="truncate">{label}</span>
    </Button>
  )
}

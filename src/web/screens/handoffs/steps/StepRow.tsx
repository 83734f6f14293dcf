import { Check } from 'lucide-react'
import { useState } from 'react'
import type { StepView } from '../../../../contract/handoffs.ts'
import { DueClock } from '../../../components/DueClock.tsx'
import { doSoon } from '../../../components/do-soon.ts'
import { attempt, keepHandoff, sayRefusal } from '../../../components/run-operation.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { PersonChip } from '../../../ui/PersonChip.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import { whyNot } from '../can.ts'
import type { StepWish } from './StepDialogs.tsx'
import { StepLane } from './StepLane.tsx'
import { StepMenu } from './StepMenu.tsx'
import { endedLate, isOver, pauseWords, stepLook } from './step-words.ts'
import type { TimeScale } from './time-scale.ts'

type StepRowProps = {
  step: StepView
  /** The grid's columns; empty where everything stands under one another. */
  template: string
  scale: TimeScale | null
  now: number
  waitsFor: readonly string[]
  onWish: (wish: StepWish) => void
  /** Finishing it may be the CSM's first touch as well. */
  mayBeTouch: boolean
}

export function StepRow({ step: saved, template, scale, now, waitsFor, onWish, mayBeTouch }: StepRowProps) {
  const [doneAt, setDoneAt] = useState<string | null>(null)
  const step: StepView =
    doneAt === null || isOver(saved) ? saved : { ...saved, status: 'done', clock: 'ended', endedAt: doneAt }
  const over = isOver(step)
  const save = async (csmPresent: boolean): Promise<void> => {
    const seen = { id: saved.id, version: saved.version }
    const result = await attempt('step.complete', { ...seen, ...(csmPresent && { csmPresent }) })
    if (result.ok) keepHandoff(result.value)
    else sayRefusal(result.error, () => void save(csmPresent))
    setDoneAt(null)
  }
  const finish = (csmPresent: boolean): void => {
    setDoneAt(new Date().toISOString())
    doSoon({ title: `Done: ${saved.title}`, run: () => void save(csmPresent), onUndo: () => setDoneAt(null) })
  }
  return (
    <li
      data-step={step.id}
      tabIndex={-1}
      aria-label={step.title}
      className="ring-inside grid min-h-13 items-center gap-x-4 gap-y-1.5 border-b border-line last:border-0 hover:bg-hover max-sm:py-3"
      style={{ gridTemplateColumns: template || 'minmax(0,1fr) auto' }}
    >
      <div className={`min-w-0 py-1.5 ${template === '' ? 'col-span-2' : ''}`}>
        <p className="flex min-w-0 items-center gap-2">
          <StatusDot bare {...stepLook(step)} className="shrink-0" />
          <Tooltip content={step.hint}>
            <span className={`truncate ${over ? 'text-muted' : 'font-medium'}`}>{step.title}</span>
          </Tooltip>
          {step.round > 1 && <Tag>Round {step.round}</Tag>}
        </p>
        <Below step={step} waitsFor={waitsFor} />
      </div>
      <div className={template === '' ? 'flex min-w-0 items-center gap-4 pl-5.5' : 'contents'}>
        <Tooltip content={step.ownerRoleTitle}>
          <span className="min-w-0">
            <PersonChip person={step.owner} />
          </span>
        </Tooltip>
        {scale && (
          <div className="h-full min-h-13">
            <StepLane step={step} scale={scale} now={now} />
          </div>
        )}
        <Due step={step} />
      </div>
      <div
        className={`flex items-center justify-end gap-1 ${template === '' ? 'col-start-2 row-start-2' : ''}`}
      >
        {!over && (
          <>
            <IconButton
              size="sm"
              variant="secondary"
              icon={Check}
              data-finish=""
              label={`Done: ${step.title}`}
              disabledReason={whyNot(step, 'complete')}
              onClick={() => finish(false)}
            />
            <StepMenu step={step} onWish={onWish} withCsm={mayBeTouch ? () => finish(true) : null} />
          </>
        )}
      </div>
    </li>
  )
}

function Due({ step }: { step: StepView }) {
  const clock = (
    <DueClock
      plain
      at={step.status === 'done' ? step.endedAt : step.dueAt}
      clock={step.status === 'done' ? 'ended' : step.clock}
      what={step.title}
      ownerZone={step.owner.zone}
      pausedFor={pauseWords(step.pausedFor)}
      nothing={isOver(step) ? '' : 'Not started'}
    />
  )
  if (step.status === 'done' || !isOver(step)) {
    return (
      <div className="min-w-0">
        {clock}
        {endedLate(step) && <p className="text-sm text-warn-ink">after it was due</p>}
      </div>
    )
  }
  return <span className="text-faint">{stepLook(step).label}</span>
}

/** Under the title: why it is due then, what it waits for, or how it ended. */
function Below({ step, waitsFor }: { step: StepView; waitsFor: readonly string[] }) {
  const words =
    step.endReason ??
    (isOver(step)
      ? step.endedBy && `by ${step.endedBy.name}`
      : waitsFor.length > 0
        ? `Waits for: ${waitsFor.join(', ')}`
        : step.dueBecause)
  return words ? (
    <p className="truncate pl-5.5 text-sm text-faint" title={words}>
      {words}
    </p>
  ) : null
}

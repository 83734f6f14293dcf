import { Check, CirclePause, CirclePlay, Ellipsis, Handshake, SkipForward, UserRoundCog } from 'lucide-react'
import type { StepView } from '../../../../contract/handoffs.ts'
import { afterMenu } from '../../../components/after-menu.ts'
import { attempt, keepHandoff, sayRefusal } from '../../../components/run-operation.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import type { MenuItem } from '../../../ui/menu-item.ts'
import { toast } from '../../../ui/toast-store.ts'
import { whyNot } from '../can.ts'
import type { StepWish } from './StepDialogs.tsx'

type StepMenuProps = {
  step: StepView
  onWish: (wish: StepWish) => void
  /** Finishes an introduction at which the CSM was; null where it is none, or the first touch is known. */
  withCsm: (() => void) | null
}

/** What else can be done with a step; what cannot says why. */
export function StepMenu({ step, onWish, withCsm }: StepMenuProps) {
  const pauseFor = async (reason: 'waiting_for_customer' | 'legal_review'): Promise<void> => {
    const result = await attempt('step.pause', { id: step.id, version: step.version, reason })
    if (!result.ok) return sayRefusal(result.error, () => void pauseFor(reason))
    keepHandoff(result.value)
    const paused = result.value.steps.find(({ id }) => id === step.id)
    toast({
      title: 'Its clock stands still',
      ...(paused && { undo: () => void resume(paused) }),
    })
  }
  const why = (verb: string) => whyNot(step, verb)
  const pauseWhy = step.clock === 'not_started' ? 'Its clock has not started' : why('skip')
  const items: MenuItem[] = [
    ...(withCsm
      ? [
          {
            kind: 'action' as const,
            label: 'Done, and the CSM was there',
            icon: Handshake,
            disabledReason: why('complete'),
            onSelect: withCsm,
          },
        ]
      : []),
    {
      kind: 'action',
      label: 'Done earlier…',
      icon: Check,
      disabledReason: why('complete'),
      onSelect: () => afterMenu(() => onWish({ kind: 'earlier', step })),
    },
    {
      kind: 'action',
      label: 'Skip…',
      icon: SkipForward,
      disabledReason: why('skip'),
      onSelect: () => afterMenu(() => onWish({ kind: 'skip', step })),
    },
    {
      kind: 'action',
      label: 'Give to somebody else…',
      icon: UserRoundCog,
      disabledReason: why('reassign'),
      onSelect: () => afterMenu(() => onWish({ kind: 'reassign', step })),
    },
    { kind: 'separator' },
    ...(step.clock === 'paused' && step.pausedFor !== 'on_hold'
      ? [
          {
            kind: 'action' as const,
            label: 'Let its clock run again',
            icon: CirclePlay,
            onSelect: () => void resume(step),
          },
        ]
      : [
          {
            kind: 'action' as const,
            label: 'Pause: waiting for the customer',
            icon: CirclePause,
            disabledReason: pauseWhy,
            onSelect: () => void pauseFor('waiting_for_customer'),
          },
          {
            kind: 'action' as const,
            label: 'Pause: legal review',
            icon: CirclePause,
            disabledReason: pauseWhy,
            onSelect: () => void pauseFor('legal_review'),
          },
        ]),
  ]
  return (
    <Menu
      label={`More for ${step.title}`}
      align="end"
      trigger={<IconButton size="sm" icon={Ellipsis} label={`More for ${step.title}`} />}
      items={items}
    />
  )
}

async function resume(step: Pick<StepView, 'id' | 'version'>): Promise<void> {
  const result = await attempt('step.resume', { id: step.id, version: step.version })
  if (result.ok) keepHandoff(result.value)
  else sayRefusal(result.error, () => void resume(step))
}

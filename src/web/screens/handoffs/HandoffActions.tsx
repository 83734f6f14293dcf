import {
  ArrowRight,
  Ban,
  Check,
  CirclePause,
  CirclePlay,
  Ellipsis,
  Layers,
  ListX,
  Printer,
  Undo2,
  UserRoundCog,
} from 'lucide-react'
import { useState } from 'react'
import type { Brief } from '../../../contract/deals.ts'
import type { Handoff } from '../../../contract/handoffs.ts'
import { afterMenu } from '../../components/after-menu.ts'
import { attempt, keepHandoff, sayRefusal } from '../../components/run-operation.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import { toast } from '../../ui/toast-store.ts'
import { whyNot } from './can.ts'

const HandoffDialogs = lazyPart(async () => (await import('./dialogs/HandoffDialogs.tsx')).HandoffDialogs, {
  close: ({ onClose }) => onClose(),
})

export type DialogName = 'submit' | 'accept' | 'accept_gaps' | 'return' | 'hold' | 'cancel' | 'csm' | 'tier'

/** The one or two things this status calls for as buttons, everything else behind More; what cannot be done says why. */
export function HandoffActions({ handoff, brief }: { handoff: Handoff; brief: Brief | null }) {
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async (name: 'handoff.accept' | 'handoff.resume', done: string): Promise<void> => {
    setBusy(true)
    const result = await attempt(name, { id: handoff.id, version: handoff.version })
    setBusy(false)
    if (!result.ok) return sayRefusal(result.error, () => void run(name, done))
    keepHandoff(result.value)
    toast({ title: done, tone: 'ok' })
  }
  // A verdict stands: one click gives it only where nothing is missing.
  const accept = () => {
    if (handoff.missingCount > 0) setDialog('accept')
    else void run('handoff.accept', 'Accepted. CS is accountable from here.')
  }
  const why = (verb: string) => whyNot(handoff, verb)
  const judging = handoff.status === 'submitted'
  // Accepted or over: nobody submits or judges it any more.
  const judged = ['accepted', 'confirmed', 'cancelled'].includes(handoff.status)
  const selling = ['preparing', 'open', 'returned'].includes(handoff.status)
  const section = 'Handoff'
  useShortcuts([
    { keys: 'a', label: 'Accept', section, run: accept, enabled: why('accept') === null && !busy },
    { keys: 'r', label: 'Return', section, run: () => setDialog('return'), enabled: why('return') === null },
    { keys: 's', label: 'Submit', section, run: () => setDialog('submit'), enabled: why('submit') === null },
  ])
  const open = (name: DialogName) => () => setDialog(name)
  const afterwards = (name: DialogName) => () => afterMenu(() => setDialog(name))
  const withGaps = single('Accept with gaps…', {
    icon: ListX,
    why: why('accept'),
    onSelect: afterwards('accept_gaps'),
  })
  const verdicts: MenuItem[] = [
    single('Accept', { icon: Check, why: why('accept'), shortcut: 'a', onSelect: () => afterMenu(accept) }),
    withGaps,
    single('Return…', { icon: Undo2, why: why('return'), shortcut: 'r', onSelect: afterwards('return') }),
  ]
  const items: MenuItem[] = [
    ...(judging ? [withGaps] : judged ? [] : verdicts),
    ...(judged ? [] : [{ kind: 'separator' } as const]),
    single('Name another CSM…', {
      icon: UserRoundCog,
      why: why('assign_csm'),
      onSelect: afterwards('csm'),
    }),
    single('Change the tier…', { icon: Layers, why: why('set_tier'), onSelect: afterwards('tier') }),
    handoff.onHold
      ? single('Resume', {
          icon: CirclePlay,
          why: why('resume'),
          onSelect: () => void run('handoff.resume', 'Its clocks run again'),
        })
      : single('Put on hold…', { icon: CirclePause, why: why('hold'), onSelect: afterwards('hold') }),
    { kind: 'separator' },
    single('Print, or save as PDF', {
      icon: Printer,
      why: null,
      shortcut: 'mod+p',
      onSelect: () => globalThis.print(),
    }),
    {
      ...single('Cancel the handoff…', { icon: Ban, why: why('cancel'), onSelect: afterwards('cancel') }),
      danger: true,
    },
  ]
  return (
    <>
      <Menu
        label="More"
        align="end"
        trigger={<IconButton icon={Ellipsis} label="More actions" />}
        items={items}
      />
      {judging && (
        <>
          <Button size="sm" icon={Undo2} disabledReason={why('return')} onClick={open('return')}>
            Return
          </Button>
          <Button
            size="sm"
            variant="primary"
            icon={Check}
            busy={busy}
            disabledReason={why('accept')}
            onClick={accept}
          >
            Accept
          </Button>
        </>
      )}
      {selling && (
        <Button
          size="sm"
          variant="primary"
          icon={ArrowRight}
          disabledReason={why('submit')}
          onClick={open('submit')}
        >
          Submit
        </Button>
      )}
      {dialog !== null && (
        <HandoffDialogs name={dialog} handoff={handoff} brief={brief} onClose={() => setDialog(null)} />
      )}
    </>
  )
}

type ActionItem = Extract<MenuItem, { kind: 'action' }>
type Wanted = Pick<ActionItem, 'icon' | 'shortcut' | 'onSelect'> & { why: string | null }

function single(label: string, { why, ...rest }: Wanted): ActionItem {
  return { kind: 'action', label, disabledReason: why, ...rest }
}

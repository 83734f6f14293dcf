import { CircleCheck, CircleDot, CircleX, Ellipsis } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import type { StageKind } from '../../../core/playbook/playbook.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { toast } from '../../ui/toast-store.ts'
import { stageLooks } from './deal-words.ts'

type Deal = Output<'deal.show'>

const moves = [
  { stage: 'open', icon: CircleDot },
  { stage: 'likely', icon: CircleDot },
  { stage: 'won', icon: CircleCheck },
  { stage: 'lost', icon: CircleX },
] as const

/** To its handoff; and, for a deal made by hand, into another stage. */
export function DealActions({ deal }: { deal: Deal }) {
  const session = useSignedIn()
  const mayMove = may(session, 'deal.change')
  const move = async (stageKind: StageKind, version: number, before: StageKind | null): Promise<void> => {
    const result = await attempt('deal.update', { id: deal.id, version, stageKind })
    if (!result.ok) return sayRefusal(result.error, () => void move(stageKind, version, before))
    await refresh('deal', 'gate', 'answer', 'handoff')
    const moved = result.value
    toast({
      title: `${deal.accountName ?? deal.name} is ${stageLooks[stageKind].label.toLowerCase()} now`,
      ...(before !== null && { undo: () => void move(before, moved.version, null) }),
    })
  }
  const items: MenuItem[] = [
    { kind: 'heading', label: 'Move to' },
    ...moves.map(({ stage, icon }) => ({
      kind: 'action' as const,
      label: stageLooks[stage].label,
      icon,
      disabledReason:
        stage === deal.stageKind
          ? 'It is there'
          : mayMove
            ? null
            : 'The AE, their manager, RevOps or an admin can do this',
      onSelect: () => void move(stage, deal.version, deal.stageKind),
    })),
  ]
  return (
    <>
      <Menu
        label="More"
        align="end"
        trigger={<IconButton icon={Ellipsis} label="Move to another stage" />}
        items={items}
      />
      {deal.handoffId !== null && (
        <AppLink as="button" to={paths.handoff(deal.handoffId)}>
          Open the handoff
        </AppLink>
      )}
    </>
  )
}

import { useRouter } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { dayIn, formatDay } from '../../format.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { toast } from '../../ui/toast-store.ts'

/** Small enough for the lightest tier whatever its limits are likely to be. */
const annualMinor = 1_200_000

/** Wins an invented deal of one's own, and opens the handoff that it makes. */
export function TestDealButton({ isNext }: { isNext: boolean }) {
  const { member, workspace } = useSignedIn()
  const at = useLocale()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const make = async (): Promise<void> => {
    setBusy(true)
    const today = formatDay(at, dayIn(at.zone, Date.now()))
    const outcome = await attempt('deal.create', {
      name: `Test deal of ${member.name}, ${today}`,
      accountName: `Test customer, ${today}`,
      ownerId: member.id,
      stageKind: 'won',
      dealType: 'new',
      annual: { amountMinor: annualMinor, currency: workspace.currency },
    })
    setBusy(false)
    if (!outcome.ok) return sayRefusal(outcome.error, () => void make())
    const { id, handoffId } = outcome.value
    void refresh('deal', 'handoff', 'workspace')
    toast({
      title: 'The test deal is won',
      description: handoffId
        ? 'This is its handoff: answer what is missing and submit it.'
        : 'The playbook makes no handoff of it.',
      tone: 'ok',
    })
    await router.navigate({ href: handoffId ? paths.handoff(handoffId) : paths.deal(id) })
  }
  return (
    <Button
      variant={isNext ? 'primary' : 'secondary'}
      icon={FlaskConical}
      busy={busy}
      onClick={() => void make()}
    >
      Win a test deal
    </Button>
  )
}

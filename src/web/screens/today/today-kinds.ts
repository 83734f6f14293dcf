import { CircleDashed, Gavel, MessageCircleQuestion, PackageX, PencilLine, Siren } from 'lucide-react'
import type { TodayItem } from '../../../contract/handoffs.ts'
import type { Icon } from '../../ui/icon.ts'

/** What kind of thing is owed: a picture, and the word that is read aloud. */
export const todayKinds: Readonly<Record<TodayItem['kind'], { icon: Icon; label: string }>> = {
  step: { icon: CircleDashed, label: 'Step' },
  question: { icon: MessageCircleQuestion, label: 'Question' },
  verdict: { icon: Gavel, label: 'Verdict' },
  capture: { icon: PencilLine, label: 'Answers' },
  escalation: { icon: Siren, label: 'Escalation' },
  parked: { icon: PackageX, label: 'Set aside' },
}

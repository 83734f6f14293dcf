import type { StageKind } from '../../../core/playbook/playbook.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { stageLooks } from './deal-words.ts'

type StageTagProps = {
  kind: StageKind
  /** As the CRM calls it; the kind itself where it has no name. */
  label: string | null
  bare?: boolean
}

/** How far a deal has come: our picture, the CRM's word. */
export function StageTag({ kind, label, bare }: StageTagProps) {
  const look = stageLooks[kind]
  return <StatusDot {...look} label={label ?? look.label} bare={bare} />
}

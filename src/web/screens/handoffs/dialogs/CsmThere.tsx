import type { Handoff } from '../../../../contract/handoffs.ts'
import type { Fact } from '../../../../core/playbook/playbook.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'

/** Whether recording this may be the CSM's first touch as well. */
export function maybeFirstTouch({ facts }: Handoff, fact: Fact | null): boolean {
  return fact === 'introduced' && facts.some((one) => one.fact === 'first_touch' && one.at === null)
}

/** A CSM on the introduction has made the first touch. */
export function CsmThere({ checked, onChange }: { checked: boolean; onChange: (there: boolean) => void }) {
  return (
    <Checkbox
      label="The CSM was there"
      hint="On the call or in the thread: that is the first touch too."
      checked={checked}
      onChange={onChange}
    />
  )
}

import { useState } from 'react'
import type { Brief } from '../../../../contract/deals.ts'
import type { Handoff } from '../../../../contract/handoffs.ts'
import type { DialogName } from '../HandoffActions.tsx'
import { CancelDialog, CsmDialog, HoldDialog, TierDialog } from './SteerDialogs.tsx'
import { AcceptDialog, ReturnDialog, SubmitDialog } from './VerdictDialogs.tsx'

type HandoffDialogsProps = {
  name: DialogName
  handoff: Handoff
  brief: Brief | null
  onClose: () => void
}

/** The dialog asked for; fetched when the first one is opened. */
export function HandoffDialogs({ name, handoff, brief, onClose }: HandoffDialogsProps) {
  const [open, setOpen] = useState(true)
  const frame = {
    open,
    onOpenChange: (next: boolean) => {
      setOpen(next)
      // stays until it has faded out
      if (!next) setTimeout(onClose, 200)
    },
  }
  switch (name) {
    case 'submit':
      return <SubmitDialog handoff={handoff} brief={brief} {...frame} />
    case 'accept':
    case 'accept_gaps':
      return <AcceptDialog handoff={handoff} brief={brief} gapsNeeded={name === 'accept_gaps'} {...frame} />
    case 'return':
      return <ReturnDialog handoff={handoff} brief={brief} {...frame} />
    case 'hold':
      return <HoldDialog handoff={handoff} {...frame} />
    case 'cancel':
      return <CancelDialog handoff={handoff} {...frame} />
    case 'csm':
      return <CsmDialog handoff={handoff} {...frame} />
    case 'tier':
      return <TierDialog handoff={handoff} {...frame} />
  }
}

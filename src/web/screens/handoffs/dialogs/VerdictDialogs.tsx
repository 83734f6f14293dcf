import { useState } from 'react'
import type { Brief } from '../../../../contract/deals.ts'
import type { Handoff } from '../../../../contract/handoffs.ts'
import { isMissing } from '../../../components/brief/brief-items.ts'
import { attempt, keepHandoff } from '../../../components/run-operation.ts'
import { formatCount } from '../../../format.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { GapsField } from './GapsField.tsx'
import type { Gap } from './gaps.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

type VerdictProps = {
  handoff: Handoff
  brief: Brief | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

function unsaidIn(gaps: readonly Gap[]): string | null {
  if (gaps.length === 0) return 'Name at least one gap'
  return gaps.some(({ text }) => text.trim() === '') ? 'Say what is missing in each' : null
}

export function ReturnDialog({ handoff, brief, ...frame }: VerdictProps) {
  const at = useLocale()
  const [gaps, setGaps] = useState<Gap[]>([])
  const sendBack = async (note: string): Promise<string | null> => {
    const input = { id: handoff.id, version: handoff.version, gaps, ...(note && { note }) }
    const result = await attempt('handoff.return', input)
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast({
      title: `Returned with ${formatCount(at, gaps.length, 'gap')}`,
      description: `${handoff.ae?.name ?? 'Sales'} is told at once.`,
    })
    setGaps([])
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      optional
      title="Return to Sales"
      description="Each gap becomes a question beside its answer. Talking to the customer does not wait for it."
      label={`A word to ${handoff.ae?.name ?? 'Sales'}`}
      action="Return"
      missing={unsaidIn(gaps)}
      waiting={brief === null}
      onSubmit={sendBack}
    >
      {brief && <GapsField brief={brief} gaps={gaps} onChange={setGaps} />}
    </ReasonDialog>
  )
}

type AcceptProps = VerdictProps & {
  /** At least one gap is named; otherwise it may be accepted as it is. */
  gapsNeeded: boolean
}

export function AcceptDialog({ handoff, brief, gapsNeeded, ...frame }: AcceptProps) {
  const at = useLocale()
  const [gaps, setGaps] = useState<Gap[]>([])
  const withGaps = gapsNeeded || gaps.length > 0
  const accept = async (note: string): Promise<string | null> => {
    const input = {
      id: handoff.id,
      version: handoff.version,
      ...(withGaps && { gaps }),
      ...(note && { note }),
    }
    const result = await attempt('handoff.accept', input)
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast(
      withGaps
        ? { title: 'Accepted with gaps', description: 'Sales still owes the answers.', tone: 'ok' }
        : { title: 'Accepted. CS is accountable from here.', tone: 'ok' },
    )
    setGaps([])
    return null
  }
  const lacking = formatCount(at, handoff.missingCount, 'answer is', 'answers are')
  return (
    <ReasonDialog
      {...frame}
      optional
      title={gapsNeeded ? 'Accept with gaps' : 'Accept'}
      description={
        gapsNeeded
          ? 'CS becomes accountable now; Sales still answers what you name here.'
          : `${lacking} missing. Name what Sales still owes you, or accept it as it is.`
      }
      label={`A word to ${handoff.ae?.name ?? 'Sales'}`}
      action={withGaps ? 'Accept with gaps' : 'Accept as it is'}
      missing={withGaps ? unsaidIn(gaps) : null}
      waiting={brief === null}
      onSubmit={accept}
    >
      {brief && <GapsField brief={brief} gaps={gaps} onChange={setGaps} />}
    </ReasonDialog>
  )
}

export function SubmitDialog({ handoff, brief, ...frame }: VerdictProps) {
  const at = useLocale()
  const missing = brief?.items.filter(isMissing) ?? []
  const submit = async (note: string): Promise<string | null> => {
    const input = { id: handoff.id, version: handoff.version, ...(note && { note }) }
    const result = await attempt('handoff.submit', input)
    if (!result.ok) return result.error.message
    keepHandoff(result.value)
    toast({
      title: 'Submitted',
      description: `${handoff.csm?.name ?? 'The CSM'} is told at once.`,
      tone: 'ok',
    })
    return null
  }
  return (
    <ReasonDialog
      {...frame}
      optional
      title={`Submit to ${handoff.csm?.name ?? 'the CSM'}`}
      description={
        missing.length === 0
          ? 'Everything that is asked for is there.'
          : `${formatCount(at, missing.length, 'answer is', 'answers are')} still missing: it may come back for them.`
      }
      label="A word to go with it"
      action="Submit"
      onSubmit={submit}
    >
      {missing.length > 0 && (
        <ul className="list-disc pl-5 text-muted marker:text-faint">
          {missing.slice(0, 8).map((item) => (
            <li key={item.requirementId}>{item.label}</li>
          ))}
          {missing.length > 8 && <li>and {missing.length - 8} more</li>}
        </ul>
      )}
    </ReasonDialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Eye, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Brief, GateAnswer } from '../../../contract/deals.ts'
import type { Output } from '../../../contract/operations.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { CloseWithGaps } from './CloseWithGaps.tsx'

type Deal = Output<'deal.show'>

const stages = [
  { value: 'likely', label: 'Likely' },
  { value: 'won', label: 'Won' },
] as const

/** May this deal enter that stage? The answer, and every reason in the seller's words. */
export function GatePanel({ deal, brief }: { deal: Deal; brief: Brief | null }) {
  const [stage, setStage] = useState<'likely' | 'won'>('won')
  const gate = useQuery(read('gate.check', { id: deal.id, stage }))
  return (
    <section aria-label="The gate" className="border-b border-line bg-sunken px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="text-md font-semibold">
          {deal.stageKind === 'won' ? 'What the gate says' : 'May it move on?'}
        </h2>
        <Segmented size="sm" label="Into which stage" options={stages} value={stage} onChange={setStage} />
        <span className="flex flex-wrap items-center gap-2 sm:ml-auto">
          {gate.data && !gate.data.allowed && <CloseWithGaps deal={deal} gate={gate.data} />}
          <AppLink as="button" to={paths.capture(deal.id)}>
            {brief && brief.owed.length > 0 ? `Answer what is owed (${brief.owed.length})` : 'Answer'}
          </AppLink>
        </span>
      </div>
      {gate.data ? (
        <Verdict gate={gate.data} />
      ) : gate.error ? (
        <div className="mt-3">
          <InlineError onRetry={() => void gate.refetch()}>{gate.error.message}</InlineError>
        </div>
      ) : (
        <Skeleton className="mt-4 h-4 w-72" />
      )}
    </section>
  )
}

const few = 5

function Verdict({ gate }: { gate: GateAnswer }) {
  const [all, setAll] = useState(false)
  const shown = all ? gate.findings : gate.findings.slice(0, few)
  const observing = gate.mode === 'observe'
  const blocked = gate.findings.some(({ severity }) => severity === 'blocks')
  return (
    <div className="mt-3 flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p className="flex items-center gap-2 font-medium">
          {!blocked ? (
            <CircleCheck aria-hidden className="size-4 text-ok" />
          ) : observing ? (
            <Eye aria-hidden className="size-4 text-warn" />
          ) : (
            <CircleAlert aria-hidden className="size-4 text-danger" />
          )}
          {!blocked
            ? 'Nothing stands in the way.'
            : observing
              ? 'Something is missing. The gate only observes: nothing is held up.'
              : 'Not yet: answers are missing.'}
        </p>
        <Share label="Needed to close" part={gate.core} />
        <Share label="Full brief" part={gate.full} />
      </div>
      {shown.length > 0 && (
        <ul className="flex flex-col gap-1">
          {shown.map((finding) => (
            <FindingLine key={`${finding.ruleId}:${finding.requirementId ?? ''}`} finding={finding} />
          ))}
        </ul>
      )}
      {gate.findings.length > few && (
        <Button variant="link" className="self-start" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${gate.findings.length}`}
        </Button>
      )}
    </div>
  )
}

function FindingLine({ finding }: { finding: GateAnswer['findings'][number] }) {
  const blocks = finding.severity === 'blocks'
  const Glyph = blocks ? CircleAlert : TriangleAlert
  return (
    <li className="flex items-start gap-2">
      <Glyph
        aria-label={blocks ? 'Blocks' : 'Warns'}
        role="img"
        className={`mt-0.5 size-3.5 shrink-0 ${blocks ? 'text-danger' : 'text-warn'}`}
      />
      <span className="text-pretty">
        {finding.requirementId === null ? (
          finding.sentence
        ) : (
          <a href={`#answer-${finding.requirementId}`} className="underline-offset-2 hover:underline">
            {finding.sentence}
          </a>
        )}
      </span>
    </li>
  )
}

function Share({ label, part }: { label: string; part: GateAnswer['core'] }) {
  if (part.required === 0) return null
  const passed = part.given + part.excused
  return (
    <span className="num inline-flex items-center gap-1.5 text-muted">
      <MeterRing label={label} value={passed / part.required} hideValue />
      {label} {passed} of {part.required}
    </span>
  )
}

import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { Brief, GateAnswer } from '../../../contract/deals.ts'
import { read } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'

type GateResultProps = {
  brief: Brief
  /** Requirements that stand on the page already. */
  listed: readonly string[]
  onGo: (requirementId: string) => void
}

/** Whether the deal may be won as it stands, and if not, why not in words. */
export function GateResult({ brief, listed, onGo }: GateResultProps) {
  const won = brief.stageKind === 'won'
  const gate = useQuery(read('gate.check', { id: brief.dealId }))
  if (brief.stageKind === 'lost') return null
  return (
    <Section title={won ? 'What the gate says of it' : 'May this deal be won?'}>
      {gate.error && <InlineError onRetry={() => void gate.refetch()}>{gate.error.message}</InlineError>}
      {gate.isPending && <SkeletonRows rows={2} />}
      {gate.data && <Verdict gate={gate.data} won={won} items={brief.items} listed={listed} onGo={onGo} />}
    </Section>
  )
}

type VerdictProps = {
  gate: GateAnswer
  won: boolean
  items: Brief['items']
  listed: readonly string[]
  onGo: (requirementId: string) => void
}

function Verdict({ gate, won, items, listed, onGo }: VerdictProps) {
  const { core } = gate
  const findings = gate.findings.filter(
    ({ requirementId }) => requirementId === null || !listed.includes(requirementId),
  )
  return (
    <div className="flex flex-col gap-3 pt-1">
      <p className="flex items-start gap-2">
        {core.missing.length === 0 ? (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        ) : (
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        )}
        <span>
          <span className="font-medium">{headline(gate, won)}</span>{' '}
          <span className="num text-muted">
            {core.given} of {core.required} needed answers given
            {core.excused > 0 && `, ${core.excused} excused`}.
          </span>
        </span>
      </p>
      {findings.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {findings.map((finding) => {
            const id = finding.requirementId
            const canGo = id !== null && items.some(({ requirementId }) => requirementId === id)
            return (
              <li
                key={`${finding.ruleId}${id}${finding.sentence}`}
                className="flex items-center gap-2.5 py-1.5"
              >
                {finding.severity === 'blocks' ? (
                  <CircleAlert aria-label="Needed" className="size-4 shrink-0 text-danger" />
                ) : (
                  <TriangleAlert aria-label="Good to know" className="size-4 shrink-0 text-warn" />
                )}
                <span className="min-w-0 flex-1 text-pretty">{finding.sentence}</span>
                {canGo && (
                  <Button size="sm" onClick={() => onGo(id)}>
                    Answer
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function headline({ core, mode, allowed }: GateAnswer, won: boolean): string {
  if (core.missing.length === 0)
    return won ? 'Everything needed is there.' : 'Yes, everything needed is there.'
  if (won) return 'It was won with gaps.'
  if (mode === 'observe') return 'It may, but the gaps are seen and chased.'
  return allowed ? 'It may.' : 'Not yet. You can close with gaps and a reason on the deal’s page.'
}

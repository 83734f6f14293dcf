import { useState } from 'react'
import { formatMoney, formatNumber } from '../../../format.ts'
import { BarList } from '../../../ui/BarList.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import type { Tone } from '../../../ui/tone.ts'
import { kindTitle, kindTitles, type Plan, stageWords } from '../import-words.ts'
import { ProblemRows } from '../mapping/ProblemRows.tsx'
import type { WizardView } from '../wizard-view.ts'
import { Numbers } from './Numbers.tsx'
import { SampleTable } from './SampleTable.tsx'

const stageTones: Readonly<Record<string, Tone>> = {
  won: 'ok',
  lost: 'danger',
  likely: 'warn',
  open: 'accent',
}

/** What would be there afterwards, and what would not fit. */
export function PreviewStep({ draft, go, plan }: WizardView & { plan: Plan }) {
  const at = useLocale()
  const { counts, problems } = plan
  const errors = problems.filter((problem) => problem.severity === 'error')
  const total = Object.values(counts.records).reduce((sum, count) => sum + count, 0)
  const numbers = [
    ...Object.keys(kindTitles).flatMap((kind) => {
      const count = counts.records[kind]
      return count ? [{ label: kindTitle(kind), value: formatNumber(at, count, 0) }] : []
    }),
    ...(counts.wonMinor === null
      ? []
      : [{ label: 'Won', value: formatMoney(at, { minor: counts.wonMinor, currency: counts.currency }) }]),
    { label: 'Set aside', value: formatNumber(at, counts.setAside, 0), warn: counts.setAside > 0 },
  ]
  return (
    <>
      {total === 0 && counts.setAside === 0 ? (
        <EmptyState small title="Nothing would be imported">
          No file is matched to records yet. Go back and say what the files hold.
        </EmptyState>
      ) : (
        <Numbers numbers={numbers} />
      )}
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        {Object.keys(counts.stages).length > 0 && (
          <Section title="Deals by stage">
            <div className="pt-2">
              <BarList
                label="Deals by stage"
                bars={Object.entries(stageWords).flatMap(([stage, label]) => {
                  const count = counts.stages[stage] ?? 0
                  const tone = stageTones[stage]
                  return count === 0
                    ? []
                    : [
                        {
                          id: stage,
                          label,
                          value: count,
                          text: formatNumber(at, count, 0),
                          ...(tone && { tone }),
                        },
                      ]
                })}
              />
            </div>
          </Section>
        )}
        <Section title="Worth a look" meta={problems.length > 0 ? problems.length : undefined}>
          {problems.length === 0 || draft.mapping === null ? (
            <p className="py-2 text-muted">
              Everything fits: every value can be read and every name is known.
            </p>
          ) : (
            <div className="pt-2">
              <ProblemRows
                problems={problems}
                mapping={draft.mapping}
                onTake={(mapping) => draft.change({ mapping }, 'now')}
              />
            </div>
          )}
        </Section>
      </div>
      <Samples plan={plan} />
      <footer className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => go('columns')}>Back</Button>
        <Button
          variant="primary"
          busy={draft.state.kind === 'saving'}
          disabledReason={
            errors.length > 0
              ? `First mend: ${errors[0]?.message ?? ''}`
              : total === 0
                ? 'Nothing would be imported'
                : null
          }
          onClick={() => go('run')}
        >
          Choose how to run it
        </Button>
      </footer>
    </>
  )
}

function Samples({ plan }: { plan: Plan }) {
  const kinds = [...new Set(plan.preview.map((sample) => sample.kind))]
  const [chosen, setChosen] = useState<string | null>(null)
  const kind =
    chosen !== null && kinds.includes(chosen) ? chosen : kinds.includes('deals') ? 'deals' : kinds[0]
  if (kind === undefined) return null
  return (
    <Section
      title="How the first of them would look"
      actions={
        kinds.length > 1 && (
          <Segmented
            size="sm"
            label="Kind of record"
            options={kinds.map((one) => ({ value: one, label: kindTitle(one) }))}
            value={kind}
            onChange={setChosen}
          />
        )
      }
    >
      <SampleTable samples={plan.preview.filter((sample) => sample.kind === kind)} />
    </Section>
  )
}

import { tiersByWeight } from '../../../../core/playbook/tiers-by-weight.ts'
import { TierTag } from '../../../components/TierTag.tsx'
import { DefinitionList } from '../../../ui/DefinitionList.tsx'
import {
  anchorWords,
  type Document,
  durationWords,
  roleSource,
  roleTitle,
  type ShownStep,
} from '../playbook-words.ts'
import { raciWords } from '../raci-words.ts'

/** All the playbook says of one step. */
export function StepDetail({
  document,
  step,
  when,
}: {
  document: Document
  step: ShownStep
  when: string | undefined
}) {
  const owner = document.roles.find((role) => role.id === step.owner)
  const before = document.steps.filter((one) => step.after?.includes(one.id))
  const parts = Object.entries(document.raci[step.id] ?? {})
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be longer than the sheet, which then scrolls
    <div tabIndex={0} className="ring-inside flex flex-col gap-6">
      {step.hint && <p className="text-md text-pretty">{step.hint}</p>}
      <DefinitionList
        items={[
          {
            term: 'Owner',
            value: (
              <>
                {roleTitle(document, step.owner)}
                {owner && <span className="block text-sm text-muted">{roleSource(document, owner)}</span>}
                {owner?.otherwise && (
                  <span className="block text-sm text-muted">
                    otherwise {roleTitle(document, owner.otherwise)}
                  </span>
                )}
              </>
            ),
          },
          { term: 'Clock runs from', value: anchorWords(document, step.anchor) },
          ...(before.length > 0
            ? [{ term: 'Waits for', value: before.map((one) => one.title).join(', ') }]
            : []),
          ...(when ? [{ term: 'Only when', value: when }] : []),
          ...(step.by_hand === false
            ? [{ term: 'Finished by', value: 'The process itself, not by hand' }]
            : []),
          ...(step.repeats ? [{ term: 'Repeats', value: 'Each time its clock is started again' }] : []),
        ]}
      />
      <section>
        <h3 className="mb-1 font-medium">Due</h3>
        <DefinitionList
          lined
          items={tiersByWeight(document.tiers).map((tier) => {
            const due = step.due[tier.id]
            return {
              term: tier.title,
              value: (
                <span className="num flex justify-between gap-2">
                  {due ? durationWords(due) : <span className="text-faint">No such step</span>}
                  <TierTag bare tier={tier.id} title={tier.title} />
                </span>
              ),
            }
          })}
        />
      </section>
      {parts.length > 0 && (
        <section>
          <h3 className="mb-1 font-medium">Who takes part</h3>
          <DefinitionList
            items={parts.map(([role, letters]) => ({
              term: roleTitle(document, role),
              value: raciWords(letters),
            }))}
          />
        </section>
      )}
    </div>
  )
}

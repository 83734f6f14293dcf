import { tiersByWeight } from '../../../../core/playbook/tiers-by-weight.ts'
import { TierTag } from '../../../components/TierTag.tsx'
import { DefinitionList } from '../../../ui/DefinitionList.tsx'
import {
  type Document,
  filledWords,
  knowableWords,
  ruleWords,
  type ShownRequirement,
  typeWords,
} from '../playbook-words.ts'
import { NeedMark } from './NeedMark.tsx'
import { needOf } from './requirement-filter.ts'

type DetailProps = { document: Document; requirement: ShownRequirement; notApplicable: string | undefined }

/** All the playbook says of one requirement. */
export function RequirementDetail({ document, requirement, notApplicable }: DetailProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may be longer than the sheet, which then scrolls
    <div tabIndex={0} className="ring-inside flex flex-col gap-6">
      <div>
        <p className="text-md text-pretty">{requirement.prompt}</p>
        {requirement.example && (
          <blockquote className="mt-3 border-l-2 border-accent-line pl-3 text-pretty text-muted">
            <span className="block text-sm text-faint">A good answer</span>
            {requirement.example}
          </blockquote>
        )}
      </div>
      <DefinitionList
        lined
        items={tiersByWeight(document.tiers).map((tier) => ({
          term: tier.title,
          value: (
            <span className="flex items-center justify-between gap-2">
              <NeedMark need={needOf(requirement, tier.id)} />
              <TierTag bare tier={tier.id} title={tier.title} />
            </span>
          ),
        }))}
      />
      <DefinitionList
        items={[
          { term: 'Kind', value: typeWords[requirement.type] },
          { term: 'Knowable', value: knowableWords[requirement.knowable] },
          { term: 'Source', value: filledWords[requirement.filled_by ?? 'typed'] },
          ...optional('“None” is an answer', requirement.none_label),
          ...optional('Unknown until', requirement.never_unknown && 'Not accepted here'),
          ...optional('Not applicable when', notApplicable),
          ...optional('Choices', requirement.options?.map((option) => option.label).join(' · ')),
        ]}
      />
      {requirement.columns && <Columns columns={requirement.columns} />}
      {requirement.quality && requirement.quality.length > 0 && (
        <Part title="What makes it good">
          <ul className="divide-y divide-line">
            {requirement.quality.map((rule) => (
              <li key={rule.rule} className="flex justify-between gap-3 py-1">
                <span>{ruleWords(rule, requirement.columns)}</span>
                <span className="num shrink-0 text-muted">
                  {rule.weight} {rule.weight === 1 ? 'point' : 'points'}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {requirement.field_hints && (
        <Part title="Usually found in">
          <DefinitionList
            items={Object.entries(requirement.field_hints).map(([system, names]) => ({
              term: systems[system] ?? system,
              value: <span className="font-mono text-sm break-words">{names.join(', ')}</span>,
            }))}
          />
        </Part>
      )}
    </div>
  )
}

const systems: Readonly<Record<string, string>> = {
  hubspot: 'HubSpot',
  salesforce: 'Salesforce',
  import: 'Import columns',
}

function optional(term: string, value: string | false | undefined) {
  return value ? [{ term, value }] : []
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      {children}
    </section>
  )
}

function Columns({ columns }: { columns: NonNullable<ShownRequirement['columns']> }) {
  return (
    <Part title="Each row says">
      <ul className="divide-y divide-line">
        {columns.map((column) => (
          <li key={column.id} className="py-1">
            {column.label}
            {column.required && <span className="text-muted"> (required)</span>}
            {column.options && <span className="block text-sm text-muted">{column.options.join(' · ')}</span>}
          </li>
        ))}
      </ul>
    </Part>
  )
}

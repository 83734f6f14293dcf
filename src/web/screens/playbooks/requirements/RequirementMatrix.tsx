import { TierTag } from '../../../components/TierTag.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import {
  type Document,
  knowableWords,
  type ShownRequirement,
  type ShownTier,
  typeWords,
} from '../playbook-words.ts'
import { NeedMark } from './NeedMark.tsx'
import { needOf } from './requirement-filter.ts'

type MatrixProps = {
  document: Document
  tiers: readonly ShownTier[]
  rows: readonly ShownRequirement[]
  onOpen: (requirement: ShownRequirement) => void
}

/** Requirements down, tiers across, a heading per section. */
export function RequirementMatrix({ document, tiers, rows, onOpen }: MatrixProps) {
  const sections = document.sections.filter((section) => rows.some((row) => row.section === section.id))
  const across = tiers.length + 3
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">Requirements and how much each tier asks of them</caption>
      <thead className="text-sm text-faint">
        <tr>
          <th scope="col" className="sticky top-0 z-2 h-9 border-b border-line bg-canvas font-medium">
            Requirement
          </th>
          <th
            scope="col"
            className="sticky top-0 z-2 w-28 border-b border-line bg-canvas px-3 font-medium max-lg:hidden"
          >
            Kind
          </th>
          <th
            scope="col"
            className="sticky top-0 z-2 w-32 border-b border-line bg-canvas px-3 font-medium max-md:hidden"
          >
            Knowable
          </th>
          {tiers.map((tier) => (
            <th
              key={tier.id}
              scope="col"
              className="sticky top-0 z-2 w-27 border-b border-line bg-canvas px-2 text-center font-medium phone:w-9 phone:px-0.5"
            >
              <span className="phone:hidden">
                <TierTag tier={tier.id} title={tier.title} />
              </span>
              <span className="md:hidden">
                <TierTag bare tier={tier.id} title={tier.title} />
              </span>
            </th>
          ))}
        </tr>
      </thead>
      {sections.map((section) => (
        <tbody key={section.id} className="divide-y divide-line">
          <tr>
            <th scope="rowgroup" colSpan={across} className="pt-6 pb-1.5 text-left font-normal">
              <span className="text-md font-semibold">{section.title}</span>
              {section.hint && (
                <span className="ml-2.5 text-muted phone:ml-0 phone:block">{section.hint}</span>
              )}
            </th>
          </tr>
          {rows
            .filter((row) => row.section === section.id)
            .map((row) => (
              <Row key={row.id} row={row} tiers={tiers} onOpen={() => onOpen(row)} />
            ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({
  row,
  tiers,
  onOpen,
}: {
  row: ShownRequirement
  tiers: readonly ShownTier[]
  onOpen: () => void
}) {
  const filled = row.filled_by === 'crm' ? 'CRM' : row.filled_by === 'line_items' ? 'Line items' : null
  return (
    <tr className="relative hover:bg-hover">
      <th scope="row" className="py-1.5 pr-2 text-left font-normal">
        <button
          type="button"
          onClick={onOpen}
          className="text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {row.label}
        </button>
        {filled && <Tag className="ml-2 align-middle">{filled}</Tag>}
      </th>
      <td className="px-3 text-muted max-lg:hidden">{typeWords[row.type]}</td>
      <td className="px-3 text-muted max-md:hidden">{knowableWords[row.knowable]}</td>
      {tiers.map((tier) => (
        <td key={tier.id} className="px-2 text-center phone:px-0.5">
          <NeedMark bare need={needOf(row, tier.id)} />
        </td>
      ))}
    </tr>
  )
}

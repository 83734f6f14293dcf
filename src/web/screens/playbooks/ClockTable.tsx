import { TierTag } from '../../components/TierTag.tsx'
import { TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'
import {
  anchorWords,
  type Document,
  durationWords,
  roleTitle,
  type ShownTier,
  shortDuration,
} from './playbook-words.ts'

/** Every step with its due time in each tier: the process on one page. */
export function ClockTable({ document, tiers }: { document: Document; tiers: readonly ShownTier[] }) {
  return (
    <section
      aria-label="Due times of the steps by tier"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-inside relative overflow-x-auto"
    >
      <table className="w-full border-collapse text-left">
        <TableHead>
          <TableHeader className="sticky left-0 z-1 bg-canvas pl-0">Step</TableHeader>
          <TableHeader className="phone:hidden">From</TableHeader>
          {tiers.map((tier) => (
            <TableHeader key={tier.id} className="w-32 phone:w-auto">
              <TierTag tier={tier.id} title={tier.title} />
            </TableHeader>
          ))}
        </TableHead>
        <TableBody>
          {document.steps.map((step) => (
            <TableRow key={step.id}>
              <th
                scope="row"
                className="sticky left-0 z-1 bg-canvas py-1.5 pr-3 text-left font-normal phone:max-w-44"
              >
                <span className="block font-medium">{step.title}</span>
                <span className="block text-sm text-muted">{roleTitle(document, step.owner)}</span>
              </th>
              <TableCell className="text-muted phone:hidden">{anchorWords(document, step.anchor)}</TableCell>
              {tiers.map((tier) => {
                const due = step.due[tier.id]
                return (
                  <TableCell key={tier.id} className="num whitespace-nowrap">
                    {due ? (
                      <span title={durationWords(due)}>{shortDuration(due)}</span>
                    ) : (
                      <span className="text-faint">
                        –<span className="sr-only">no such step</span>
                      </span>
                    )}
                  </TableCell>
                )
              })}
            </TableRow>
          ))}
        </TableBody>
      </table>
    </section>
  )
}

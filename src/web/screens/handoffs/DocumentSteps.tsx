import type { Handoff } from '../../../contract/handoffs.ts'
import { formatShortDate } from '../../format.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import { isOver, stepLook } from './steps/step-words.ts'

/** The steps as a table on paper. */
export function DocumentSteps({ handoff }: { handoff: Pick<Handoff, 'steps'> }) {
  const at = useLocale()
  const now = Date.now()
  if (handoff.steps.length === 0) return null
  return (
    <section className="mt-8">
      <h2 className="mb-1 break-after-avoid border-b border-line-strong pb-1 text-[13pt] font-semibold tracking-tight">
        Who does what by when
      </h2>
      <table className="w-full text-left text-[9pt]">
        <thead className="text-[8pt] text-muted">
          <tr>
            {['Step', 'Owner', 'Due', 'State'].map((title) => (
              <th key={title} scope="col" className="py-1 pr-4 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {handoff.steps.map((step) => (
            <tr key={step.id} className="break-inside-avoid align-top">
              <td className="py-1 pr-4">{step.title}</td>
              <td className="py-1 pr-4 whitespace-nowrap">{step.owner.name}</td>
              <td className="num py-1 pr-4 whitespace-nowrap">
                {step.dueAt === null ? '–' : formatShortDate(at, step.dueAt, now)}
              </td>
              <td className="py-1 whitespace-nowrap">
                {stepLook(step).label}
                {isOver(step) && step.endedAt !== null && `, ${formatShortDate(at, step.endedAt, now)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

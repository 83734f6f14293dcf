import { filledItems, isListValue } from '../../deal/answer-value.ts'
import { type Measure, measureOf } from '../measure.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'

/** A goal is measurable when it has a number, a unit and a date; each one missing costs a third. Rows of a table count one by one. */
export const measurable: QualityCheck<'measurable'> = {
  id: 'measurable',
  title: 'Measurable: a number, a unit and a date',
  appliesTo: ['text', 'table'],
  check: ({ value }) => {
    const goals = isListValue(value) ? filledItems(value).map(rowText) : [String(value)]
    const lacking = goals.map((goal) => lackingParts(measureOf(goal)))
    const missing = lacking.reduce((sum, parts) => sum + parts.length, 0)
    const parts = [...new Set(lacking.flat())]
    const which =
      goals.length > 1
        ? `${lacking.filter((one) => one.length > 0).length} of ${goals.length} goals lack `
        : 'it lacks '
    return shareOf(
      missing,
      goals.length * 3,
      `${which}${parts.join(' and ')}, so nobody can tell when it is reached`,
    )
  },
}

function lackingParts({ number, unit, date }: Measure): string[] {
  return [number ? '' : 'a number', unit ? '' : 'a unit', date ? '' : 'a date'].filter(Boolean)
}

/** A row read as one sentence; a figure is followed by the next cell, which is where its unit stands. */
function rowText(row: object): string {
  return Object.values(row)
    .filter((cell) => typeof cell === 'string' || typeof cell === 'number')
    .join(' ')
}

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { formatCount, formatNumber } from '../../../format.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { type Problem, stageWords } from '../import-words.ts'
import { readSuggestion, type Suggestion, withSuggestion } from './edit-mapping.ts'

type ProblemRowsProps = {
  problems: readonly Problem[]
  mapping: ImportMapping
  onTake: (mapping: ImportMapping) => void
  /** Inside the row of its column: no frame, no place. */
  within?: boolean
}

/** What is wrong or worth a look, each with the one press that mends it where there is one. */
export function ProblemRows({ problems, mapping, onTake, within }: ProblemRowsProps) {
  const at = useLocale()
  const [all, setAll] = useState(false)
  const known = [...new Map(problems.map((problem) => [problem.message, problem])).values()]
  const most = within ? 2 : 6
  const shown = all || known.length <= most + 1 ? known : known.slice(0, most)
  return (
    <ul
      className={
        within ? 'flex flex-col gap-1' : 'divide-y divide-line overflow-hidden rounded-lg border border-line'
      }
    >
      {shown.map((problem, index) => {
        const isError = problem.severity === 'error'
        const Glyph = isError ? CircleAlert : TriangleAlert
        const suggestion = readSuggestion(problem.suggestion)
        return (
          <li
            key={`${problem.code}${problem.column}${index}`}
            className={classNames(
              'flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5',
              within && 'rounded-md',
              isError ? 'bg-danger-soft' : 'bg-warn-soft',
            )}
          >
            <Glyph
              aria-label={isError ? 'Wrong' : 'Worth a look'}
              className={`size-3.5 shrink-0 ${isError ? 'text-danger' : 'text-warn'}`}
            />
            <span className="min-w-0 flex-1 basis-52 text-pretty">
              {problem.message}
              {!within && problem.count > 1 && !/^\d/.test(problem.message) && (
                <span className="num text-sm text-muted"> {formatCount(at, problem.count, 'row')}</span>
              )}
            </span>
            {suggestion && (
              <Button size="sm" onClick={() => onTake(withSuggestion(mapping, suggestion))}>
                {takeWords(suggestion)}
              </Button>
            )}
          </li>
        )
      })}
      {known.length > shown.length && (
        <li className={within ? '' : 'px-3 py-1.5'}>
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            Show {formatNumber(at, known.length - shown.length)} more
          </Button>
        </li>
      )}
    </ul>
  )
}

function takeWords(suggestion: Suggestion): string {
  if (suggestion.action === 'alias') return `Read as ${suggestion.to}`
  const known = Object.entries(stageWords).find(([kind]) => kind === suggestion.kind)
  return `It is ${(known?.[1] ?? suggestion.kind).toLowerCase()}`
}

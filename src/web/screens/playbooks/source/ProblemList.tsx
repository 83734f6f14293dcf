import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { SourceProblem } from './use-source-check.ts'

type ProblemListProps = {
  problems: readonly SourceProblem[]
  checked: boolean
  onGo: (problem: SourceProblem) => void
}

/** Every mistake with its place; pressing one jumps there. */
export function ProblemList({ problems, checked, onGo }: ProblemListProps) {
  if (problems.length === 0) {
    return (
      <p className="rounded-lg border border-line bg-sunken p-4 text-muted">
        {checked ? 'Every key, reference and rule of this playbook fits.' : 'Mistakes appear here.'}
      </p>
    )
  }
  return (
    <ol
      aria-label="Mistakes and warnings"
      className="max-h-[60vh] divide-y divide-line overflow-y-auto rounded-lg border border-line"
    >
      {problems.map((problem, index) => {
        const Glyph = problem.severity === 'error' ? CircleAlert : TriangleAlert
        return (
          <li key={`${problem.line}:${problem.column}:${index}`}>
            <button
              type="button"
              onClick={() => onGo(problem)}
              className="ring-inside flex w-full items-start gap-2 px-3 py-2 text-left hover:bg-hover"
            >
              <Glyph
                aria-label={problem.severity === 'error' ? 'Mistake' : 'Warning'}
                className={`mt-0.5 size-3.5 shrink-0 ${problem.severity === 'error' ? 'text-danger' : 'text-warn'}`}
              />
              <span className="min-w-0">
                <span className="num block text-sm text-muted">
                  Line {problem.line}, column {problem.column}
                </span>
                <span className="break-words">{problem.message}</span>
                {problem.path && (
                  <span className="block truncate font-mono text-xs text-faint">{problem.path}</span>
                )}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

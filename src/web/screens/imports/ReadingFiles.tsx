import { ErrorState } from '../../ui/ErrorState.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import type { PlanDraft } from './use-plan-draft.ts'

/** While every row is read once to see what the columns hold. */
export function ReadingFiles({ draft }: { draft: PlanDraft }) {
  if (draft.state.kind === 'error') {
    return (
      <ErrorState
        title="The files could not be read"
        {...(draft.state.retry && { onRetry: draft.state.retry })}
      >
        {draft.state.message}
      </ErrorState>
    )
  }
  return (
    <div className="flex flex-col gap-6">
      <ProgressBar
        label="Reading every row to see what the columns hold"
        value={null}
        detail="Nothing is written"
      />
      <SkeletonRows rows={8} label="Reading the files" />
    </div>
  )
}

import { queryClient, read } from '../../../queries.ts'

/** Shows a step as done before the server has said so; answers how to take that back. */
export function setStepDone(handoffId: string, stepId: string): () => void {
  const { queryKey } = read('handoff.show', { id: handoffId })
  const before = queryClient.getQueryData(queryKey)
  if (before === undefined) return () => {}
  const endedAt = new Date().toISOString()
  queryClient.setQueryData(queryKey, {
    ...before,
    steps: before.steps.map((step) =>
      step.id === stepId ? { ...step, status: 'done' as const, clock: 'ended' as const, endedAt } : step,
    ),
  })
  return () => queryClient.setQueryData(queryKey, before)
}

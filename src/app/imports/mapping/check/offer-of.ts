import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { stageKinds } from '../../../../core/playbook/playbook.ts'
import { withAlias } from '../recognition/unknown-references.ts'
import type { MappingSuggestion } from './mapping-problem.ts'

/** A suggestion as a plan carries it, with what is asked about it; null where there is none. */
export function offerOf(json: Record<string, unknown> | null): { take: Take; question: string } | null {
  // Only `mappingProblem` writes them.
  const suggestion = json as MappingSuggestion | null
  if (suggestion === null) return null
  if (suggestion.action === 'alias')
    return { take: (mapping) => withAlias(mapping, suggestion), question: `Read it as "${suggestion.to}"?` }
  const kind = stageKinds.find((known) => known === suggestion.kind)
  if (!kind) return null
  const { label } = suggestion
  return {
    take: (mapping) => ({ ...mapping, stages: { ...mapping.stages, [label]: kind } }),
    question: `Is it ${kind}?`,
  }
}

type Take = (mapping: ImportMapping) => ImportMapping

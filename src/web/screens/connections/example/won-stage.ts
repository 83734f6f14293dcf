import type { Output } from '../../../../contract/operations.ts'
import { isPlain } from '../mapping/mapping-fields.ts'
import type { ExampleOwn } from './example-body.ts'

type Stage = Output<'stage.list'>['items'][number]

/** How an example names a won stage that the connection knows; NULL where it knows none, and the event would wait. */
export function wonStage(
  stages: readonly Stage[],
  mapping: Readonly<Record<string, unknown>>,
): Pick<ExampleOwn, 'stageId' | 'stageLabel' | 'pipeline'> | null {
  const deal = isPlain(mapping['deal']) ? mapping['deal'] : {}
  if (deal['stageId'] === undefined && deal['stageLabel'] === undefined) return {}
  const known = stages.find(
    ({ kind, pipeline }) => kind === 'won' && (pipeline === '' || deal['pipeline'] !== undefined),
  )
  if (!known) return null
  const stageLabel = deal['stageId'] === undefined ? known.externalId : known.label
  return { stageId: known.externalId, stageLabel, ...(known.pipeline !== '' && { pipeline: known.pipeline }) }
}

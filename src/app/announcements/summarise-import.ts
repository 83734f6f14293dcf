import type { Ctx } from '../context.ts'
import { type Message, notify } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import { count } from '../notifications/say.ts'
import type { OperationTx } from '../operation-tx.ts'

export type ImportSummary = {
  importId: string
  /** Who started it: told how it went. */
  startedById: string | null
  /** What it did, in a sentence. */
  result: string
  setAside: number
  /** Why it stopped, where it did. */
  failure: string | null
  /** How many live handoffs each CSM got; none for history. */
  perCsm: ReadonlyMap<string, number>
}

/**
 * One message per person in place of one per handoff: how the import went for whoever ran it, and for each CSM how
 * many handoffs are theirs now.
 */
export async function summariseImport(ctx: Ctx, tx: OperationTx, summary: ImportSummary): Promise<void> {
  await notify(ctx, tx, [...toStarter(summary), ...toCsms(summary)])
}

function toStarter({ importId, startedById, result, setAside, failure }: ImportSummary): Message[] {
  if (startedById === null) return []
  const title = failure
    ? 'The import stopped'
    : setAside > 0
      ? `The import is done; ${count(setAside, 'row')} set aside`
      : 'The import is done'
  const mend = 'Rows set aside can be downloaded, each with its reason, mended, and run again.'
  return [
    {
      event: 'import_finished',
      to: [startedById],
      actorId: null,
      handoffId: null,
      path: places.import(importId),
      words: () => ({
        title,
        body: [...(failure ? [failure] : []), result, ...(setAside > 0 ? [mend] : [])],
        button: 'See the result',
      }),
    },
  ]
}

function toCsms({ perCsm }: ImportSummary): Message[] {
  return [...perCsm].map(([csmId, number]) => ({
    event: 'import_finished',
    to: [csmId],
    actorId: null,
    handoffId: null,
    path: `${places.pipeline}?csmId=${csmId}`,
    words: () => ({
      title: `${count(number, 'handoff')} from an import ${number === 1 ? 'is' : 'are'} yours`,
      body: [
        'Steps that were due before it are closed as imported; what is due from now on is on your list.',
      ],
      button: 'See them in the pipeline',
    }),
  }))
}

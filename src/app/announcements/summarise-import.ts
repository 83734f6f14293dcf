import type { Ctx } from '../context.ts'
import { type Message, notify } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import { count, listed } from '../notifications/say.ts'
import type { OperationTx } from '../operation-tx.ts'

export type ImportSummary = {
  importId: string
  /** Who started it: told how it went. */
  startedById: string | null
  /** Rows read, kept unchanged or written, and set aside. */
  rows: { read: number; written: number; setAside: number }
  /** Live handoffs it made; none for history. */
  handoffs: number
  /** How many of them each CSM and each AE got. */
  perCsm: ReadonlyMap<string, number>
  perAe: ReadonlyMap<string, number>
  /** Why it stopped, where it did. */
  failure?: string | null
}

/**
 * One message per person in place of one per handoff: how the import went for whoever ran it, and for each CSM and AE
 * how many handoffs are theirs now.
 */
export async function summariseImport(ctx: Ctx, tx: OperationTx, summary: ImportSummary): Promise<void> {
  await notify(ctx, tx, [...toStarter(summary), ...toOwners(summary)])
}

function toStarter({ importId, startedById, rows, handoffs, failure }: ImportSummary): Message[] {
  if (startedById === null) return []
  const parts = [
    `${count(rows.read, 'row')} read`,
    `${rows.written} written`,
    ...(rows.setAside > 0 ? [`${rows.setAside} set aside`] : []),
    ...(handoffs > 0 ? [`${count(handoffs, 'handoff')} made`] : []),
  ]
  return [
    {
      event: 'import_finished',
      to: [startedById],
      actorId: null,
      handoffId: null,
      path: places.import(importId),
      words: () => ({
        title: failure
          ? 'The import stopped'
          : rows.setAside > 0
            ? `The import is done; ${count(rows.setAside, 'row')} set aside`
            : 'The import is done',
        body: [
          `${listed(parts)}.`,
          ...(failure ? [failure] : []),
          ...(rows.setAside > 0
            ? ['Rows set aside can be downloaded with the reason of each, mended, and run again.']
            : []),
        ],
        button: 'See the result',
      }),
    },
  ]
}

function toOwners({ perCsm, perAe }: ImportSummary): Message[] {
  const to = (memberId: string, number: number, as: 'csm' | 'ae'): Message => ({
    event: 'handoff_opened',
    to: [memberId],
    actorId: null,
    handoffId: null,
    path: `${places.pipeline}?${as === 'csm' ? 'csmId' : 'aeId'}=${memberId}`,
    words: () => ({
      title:
        as === 'csm'
          ? `${count(number, 'handoff')} from an import ${number === 1 ? 'is' : 'are'} yours`
          : `${count(number, 'handoff')} of your deals came in by an import`,
      body: ['Steps that were due before the import are closed; the clocks of the others run.'],
      button: 'See them in the pipeline',
    }),
  })
  return [
    ...[...perCsm].map(([id, number]) => to(id, number, 'csm')),
    ...[...perAe].map(([id, number]) => to(id, number, 'ae')),
  ]
}

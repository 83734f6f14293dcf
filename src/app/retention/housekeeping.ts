import type { OperationTx } from '../operation-tx.ts'

/** Starts what is done again and again in every workspace, from its first minute on. */
export function startHousekeeping(tx: OperationTx): void {
  const inOneMinute = new Date(Date.parse(tx.now) + 60_000).toISOString()
  tx.enqueue({ job: 'seal-audit', payload: {}, notBefore: inOneMinute })
  tx.enqueue({ job: 'fold-loads', payload: {}, notBefore: inOneMinute })
  tx.enqueue({ job: 'prune', payload: {}, notBefore: inOneMinute })
}

import type { Connection } from 'pg'

/**
 * What is written in one go of the event loop leaves as one packet: statements that are asked for together then cost
 * one call into the kernel and wake the database once, where each would have done so alone.
 */
export function gatherWrites({ stream }: Pick<Connection, 'stream'>): void {
  const write = stream.write.bind(stream)
  let isGathering = false
  const gathered = (...args: Parameters<typeof write>): boolean => {
    if (!isGathering) {
      isGathering = true
      stream.cork()
      // Runs after everything that goes on at once, promises included.
      process.nextTick(() => {
        isGathering = false
        stream.uncork()
      })
    }
    return write(...args)
  }
  stream.write = gathered as typeof write
}

import { once } from 'node:events'
import type net from 'node:net'
import { ConnectorError } from './connector-error.ts'

/** Starts a server of a test on a free port, or the one given, and tells the port. */
export async function listenOn(server: net.Server, host: string, port = 0): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a server on a port')
  return address.port
}

/** How some work of a connector failed; any error that is not the connector's own goes through. */
export async function failureOfWork(work: Promise<unknown>): Promise<{ code: string; retryable?: boolean }> {
  try {
    await work
    return { code: 'no error' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { code: error.code, retryable: error.retryable }
  }
}

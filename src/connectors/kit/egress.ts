import { lookup as systemLookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { readAddress } from './address-rules.ts'
import { ConnectorError } from './connector-error.ts'
import { failureOf } from './failure-of.ts'
import { checkHeaders } from './header-rules.ts'
import type { Target, TargetPolicy } from './target-rules.ts'
import { checkUrl, mayConnect } from './target-rules.ts'

/** All addresses of a host, as the name service gives them. */
export type Resolve = (host: string) => Promise<string[]>

export type EgressOptions = TargetPolicy & {
  /** Why we call, for the reader of the log: `webhook.test`, `hubspot.deals`. */
  purpose: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Headers the connector sets, its credentials among them. */
  headers?: Readonly<Record<string, string>>
  /** Headers a user typed; narrower rules. */
  userHeaders?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** For everything from name to last byte; 15 s at most. */
  timeoutMs?: number
  /** How much of the answer is read; 64 kB at most. */
  maxBytes?: number
  /** Certificates of the operator's own authority, in PEM. */
  ca?: string
  resolve?: Resolve
}

export type EgressAnswer = {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  /** True where the answer was longer than what is read. */
  truncated: boolean
}

const longestMs = 15_000
const mostBytes = 65_536
const mostPerHost = 32
const underWay = new Map<string, number>()

/**
 * The one way out of this process. The name is looked up once, every address must be allowed, and the connection goes
 * to one of exactly those addresses. No redirect is followed, no proxy of the environment used, no answer unpacked.
 * Any status is an answer; `expectOk` turns those that are not 2xx into an error.
 */
export async function egressFetch(url: string, options: EgressOptions): Promise<EgressAnswer> {
  const target = checkUrl(url, options)
  if (!target.ok) throw new ConnectorError('target_refused', { cause: target.reason })
  const headers = readyHeaders(target.value, options)
  const release = takeSlot(target.value, options)
  const deadline = AbortSignal.timeout(Math.min(options.timeoutMs ?? longestMs, longestMs))
  try {
    const addresses = await resolveAllowed(target.value.host, options, deadline)
    return await send({ target: target.value, addresses, headers, options, deadline })
  } catch (error) {
    throw error instanceof ConnectorError ? error : new ConnectorError(failureOf(error), { cause: error })
  } finally {
    release()
  }
}

/** Addresses of a host that may be connected to; refused altogether where a single one may not. */
export async function resolveAllowed(
  host: string,
  policy: TargetPolicy & { resolve?: Resolve },
  deadline: AbortSignal,
): Promise<string[]> {
  const found = readAddress(host)
    ? [host]
    : await beforeDeadline((policy.resolve ?? resolveBySystem)(host), deadline)
  if (found.length === 0) throw new ConnectorError('unreachable')
  if (!found.every((address) => mayConnect(host, address, policy))) throw new ConnectorError('target_refused')
  return found.map((address) => readAddress(address)?.text ?? address).slice(0, 8)
}

async function resolveBySystem(host: string): Promise<string[]> {
  const found = await systemLookup(host, { all: true, order: 'verbatim' })
  return found.map(({ address }) => address)
}

function beforeDeadline<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new ConnectorError('timeout'))
    deadline.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', stop))
  })
}

function readyHeaders(target: Target, options: EgressOptions): Record<string, string> {
  const own = checkHeaders(options.headers ?? {}, 'connector')
  const users = checkHeaders(options.userHeaders ?? {}, 'user')
  if (!own.ok) throw new ConnectorError('request_refused', { cause: own.reason })
  if (!users.ok) throw new ConnectorError('request_refused', { cause: users.reason })
  const literal = target.host.includes(':') ? `[${target.host}]` : target.host
  const usual = target.port === (target.secure ? 443 : 80)
  return {
    'user-agent': 'Throughline',
    accept: '*/*',
    ...users.value,
    ...own.value,
    host: usual ? literal : `${literal}:${target.port}`,
    'accept-encoding': 'identity',
    connection: 'close',
    ...(options.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(options.body)) }),
  }
}

/** One slow or attacked host must not take every connection of this process. */
function takeSlot(target: Target, options: EgressOptions): () => void {
  if (options.trusted) return () => {}
  const key = `${target.host}:${target.port}`
  const count = underWay.get(key) ?? 0
  if (count >= mostPerHost) throw new ConnectorError('busy')
  underWay.set(key, count + 1)
  return () => {
    const left = (underWay.get(key) ?? 1) - 1
    if (left === 0) underWay.delete(key)
    else underWay.set(key, left)
  }
}

type Sending = {
  target: Target
  addresses: string[]
  headers: Record<string, string>
  options: EgressOptions
  deadline: AbortSignal
}

function send({ target, addresses, headers, options, deadline }: Sending): Promise<EgressAnswer> {
  return new Promise((resolve, reject) => {
    const request = (target.secure ? https : http).request({
      host: target.host,
      port: target.port,
      path: target.path,
      method: options.method ?? 'GET',
      headers,
      setHost: false,
      // An agent of its own: the shared one could keep connections or take a proxy from the environment.
      agent: target.secure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false }),
      lookup: pinnedTo(addresses),
      maxHeaderSize: 16_384,
      insecureHTTPParser: false,
      signal: deadline,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    })
    request.on('error', (error) => reject(deadline.aborted ? new ConnectorError('timeout') : error))
    request.on('response', (response) => {
      const most = Math.min(options.maxBytes ?? mostBytes, mostBytes)
      readAnswer(response, most).then(resolve, (error: unknown) => {
        reject(new ConnectorError(deadline.aborted ? 'timeout' : 'connection_lost', { cause: error }))
      })
    })
    request.end(options.body)
  })
}

/** Answers every question for an address with the ones that were checked, so that no second look-up can differ. */
function pinnedTo(addresses: string[]): NonNullable<http.RequestOptions['lookup']> {
  const list = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_host, { all }, callback) => {
    const [first] = list
    if (all) callback(null, list)
    else callback(null, first?.address ?? '', first?.family)
  }
}

async function readAnswer(response: http.IncomingMessage, most: number): Promise<EgressAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes.subarray(0, most - size))
    size += bytes.length
    if (size > most) break
  }
  response.destroy()
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) headers[name] = [value].flat().join(', ')
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks), truncated: size > most }
}

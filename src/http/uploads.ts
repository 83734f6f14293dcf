import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, invalid } from '../app/errors.ts'
import { storeUpload } from '../app/imports/store-upload.ts'
import { fileBytes } from '../app/imports/upload-limits.ts'
import { writeProblems } from '../app/imports/write-problems.ts'
import { checkPermission, fieldProblems } from '../app/run-operation.ts'
import type { Runtime } from '../app/runtime.ts'
import { type Checked, operations } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'
import { HttpRefusal } from './errors.ts'
import { inputReader } from './input/request-input.ts'
import { routeOf } from './operations.ts'
import { whoSends } from './sender/who.ts'

type Custom = Extract<OperationName, 'import.upload' | 'import.problems_csv'>

/** Files of imports: raw bytes in, and the rows that were set aside as a file out. */
export function mountUploads(app: FastifyInstance, runtime: Runtime, options = { trustProxy: false }): void {
  const { publicUrl } = runtime.connectors
  const who = whoSends(runtime, { publicUrl, trustProxy: options.trustProxy })
  const admit = (name: Custom) => async (request: FastifyRequest) => {
    request.sender = await who(request)
    checkPermission(request.sender.actor, name, operations[name])
    if (name === 'import.upload') refuseEncoded(request)
  }
  void app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    // Whatever the sender calls it, it is bytes: they are stored as they come and never served.
    uploads.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    mountUpload(uploads, runtime, admit('import.upload'))
    mountProblems(uploads, runtime, admit('import.problems_csv'))
  })
}

type Admit = (request: FastifyRequest) => Promise<void>

function mountUpload(app: FastifyInstance, runtime: Runtime, admit: Admit): void {
  const { method, path: url } = routeOf('import.upload')
  app.route({
    method,
    url,
    bodyLimit: fileBytes,
    config: { slowBody: true },
    onRequest: admit,
    handler: async (request, reply) => {
      const { id, number } = checked('import.upload', request.params)
      const answer = await storeUpload(runtime, {
        ...placeOf(request),
        id,
        number,
        ...rangeOf(request),
        bytes: bodyOf(request),
      })
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

function mountProblems(app: FastifyInstance, runtime: Runtime, admit: Admit): void {
  const { method, path: url } = routeOf('import.problems_csv')
  const readInput = inputReader(operations['import.problems_csv'], method)
  app.route({
    method,
    url,
    onRequest: admit,
    handler: async (request, reply) => {
      const input = checked('import.problems_csv', readInput(request))
      const { name, text } = await writeProblems(runtime, { ...placeOf(request), ...input })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(name))
        .header('content-security-policy', 'sandbox')
        .send(Readable.from(text))
    },
  })
}

function placeOf(request: FastifyRequest) {
  const { sender } = request
  if (!sender) throw new Error('a request came past the check of its sender')
  return { workspaceId: sender.workspaceId, actor: sender.actor, requestId: request.id }
}

function checked<N extends Custom>(name: N, input: unknown): Checked<N> {
  const parsed = operations[name].input.safeParse(input)
  if (parsed.success) return parsed.data as Checked<N>
  const fields = fieldProblems(parsed.error)
  throw invalid(`${fields[0]?.path || 'The request'}: ${fields[0]?.message ?? 'does not fit'}`, fields)
}

function refuseEncoded(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    throw new HttpRefusal(415, 'encoded', 'Send the bytes as they are, without Content-Encoding.')
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > fileBytes)
    throw new HttpRefusal(413, 'too_large', `At most ${fileBytes} bytes are taken at once.`)
}

/** `Content-Range: bytes 524288-1048575/3000000` goes on with a file; without it the whole file comes anew. */
function rangeOf(request: FastifyRequest): { from: number; length: number | null } {
  const announced = request.headers['content-length']
  const length = announced === undefined ? null : Number(announced)
  const range = request.headers['content-range']
  if (range === undefined) return { from: 0, length }
  const found = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12}|\*)$/.exec(range)
  const [from, to] = [Number(found?.[1]), Number(found?.[2])]
  const fits = found && to >= from && (length === null || length === to - from + 1)
  if (!fits) {
    throw new HttpRefusal(
      416,
      'bad_range',
      'Expected a Content-Range such as "bytes 524288-1048575/3000000" that fits the length of the body.',
    )
  }
  return { from, length: to - from + 1 }
}

/** The body as it comes in. A sender that goes away in the middle leaves what it sent, to go on from there. */
async function* bodyOf(request: FastifyRequest): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of request.raw) yield asBytes(piece)
  } catch (error) {
    throw new AppError(
      'invalid',
      'upload_broken',
      'The connection ended before the file was complete. Go on from what arrived.',
      {
        cause: error,
      },
    )
  }
}

const asBytes = (piece: unknown): Uint8Array => piece as Uint8Array

/** The name for old readers in plain ASCII, and as it is for all others (RFC 6266, RFC 8187). */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`
}

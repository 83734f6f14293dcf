import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWebFiles, type WebFile } from './web-files.ts'

/** Serves the built web app. Addresses of its pages, which have no file of their own, all get `index.html`. */
export function mountStatic(app: FastifyInstance, webDir: string): void {
  const files = readWebFiles(webDir)
  const index = files.get('/index.html')
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    compress: false,
    handler: async (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '/'
      const file =
        path === '/index.html' ? undefined : (files.get(path) ?? (isPage(path) ? index : undefined))
      if (!file) return reply.callNotFound()
      return sendFile(file, request, reply)
    },
  })
}

/** Pages have plain paths; whatever looks like a file, a dot file or an escape is not one. */
function isPage(path: string): boolean {
  return path === '/' || (/^(?:\/[A-Za-z0-9_~-]+)+$/.test(path) && !/^\/(?:api|hooks|assets)\b/.test(path))
}

export function sendFile(file: WebFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const cache = file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
  reply.headers({ 'cache-control': cache, etag: file.etag, vary: 'Accept-Encoding' }).type(file.type)
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const { encoding, bytes } = choose(file, String(request.headers['accept-encoding'] ?? ''))
  if (encoding) reply.header('content-encoding', encoding)
  // The length is that of the body a GET would get, also where none is sent.
  reply.header('content-length', bytes.length)
  return request.method === 'HEAD' ? reply.send() : reply.send(bytes)
}

const worthPacking = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/

function choose(file: WebFile, accepted: string): { encoding: 'br' | 'gzip' | null; bytes: Buffer } {
  if (!worthPacking.test(file.type) || file.bytes.length < 1_024) return { encoding: null, bytes: file.bytes }
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  if (encoding === null) return { encoding, bytes: file.bytes }
  // Packed once, on first request, where the build did not do it.
  file.packed[encoding] ??=
    encoding === 'br'
      ? brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
      : gzipSync(file.bytes)
  return { encoding, bytes: file.packed[encoding] }
}

/** A file made by the server itself, served in the same way. */
export function madeFile(type: string, text: string, etag: string): WebFile {
  return { type, bytes: Buffer.from(text), etag: `"${etag}"`, isHashed: false, packed: {} }
}

import type { FastifyInstance } from 'fastify'
import { invalid } from '../../app/errors.ts'
import { defaultJsonLimits, parseJsonSafely } from '../../core/lib/json-limits.ts'
import { HttpRefusal } from '../errors.ts'

const jsonType = /^application\/json(?: *; *charset=(?:utf-8|"utf-8"))?$/i

/** Makes JSON the only body this part of the app reads, judged by a scan with limits before anything is built. */
export function readOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      throw new HttpRefusal(415, 'encoded', 'Send the body as it is, without Content-Encoding.')
    }
    const type = request.headers['content-type']
    if (type !== undefined && !jsonType.test(type)) throw notJson()
  })
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (request: { headers: Record<string, unknown> }, body: Buffer) => {
      if (body.length === 0) return undefined
      if (request.headers['content-type'] === undefined) throw notJson()
      return readBody(body)
    },
  )
}

function readBody(body: Buffer): unknown {
  const parsed = parseJsonSafely(body, defaultJsonLimits)
  if (parsed.ok) return parsed.value
  throw invalid(`The body is not JSON we take: ${parsed.reason}.`, [{ path: '', message: parsed.reason }])
}

function notJson(): HttpRefusal {
  return new HttpRefusal(415, 'not_json', 'Expected Content-Type: application/json, in UTF-8.')
}

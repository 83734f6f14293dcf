import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { madeFile, sendFile } from '../web/static.ts'
import type { WebFile } from '../web/web-files.ts'
import { openApi } from './openapi.ts'
import { referencePage } from './reference-page.ts'

/** `/api`: every operation for readers; `/api/openapi.json`: the same for programs. Made once, at the first request. */
export function mountReference(app: FastifyInstance, publicUrl: string): void {
  serve(app, '/api', () => ['text/html; charset=utf-8', referencePage(publicUrl)])
  serve(app, '/api/openapi.json', () => [
    'application/json; charset=utf-8',
    JSON.stringify(openApi(publicUrl)),
  ])
  serve(app, '/api/reference.css', () => ['text/css; charset=utf-8', beside('reference.css')])
  serve(app, '/api/reference.js', () => ['text/javascript; charset=utf-8', beside('reference.client.js')])
}

function serve(app: FastifyInstance, url: string, make: () => [type: string, text: string]): void {
  let file: WebFile | undefined
  app.route({
    method: ['GET', 'HEAD'],
    url,
    compress: false,
    handler: async (request, reply) => {
      if (!file) {
        const [type, text] = make()
        file = madeFile(type, text, createHash('sha256').update(text).digest('base64url').slice(0, 22))
      }
      return sendFile(file, request, reply)
    },
  })
}

function beside(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8')
}

import { request } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chunkBytes } from '../../src/app/imports/upload-limits.ts'
import { openFrontDoor } from '../../src/http/front-door.ts'
import { mountUploads } from '../../src/http/uploads.ts'
import { call, openDoors, publicUrl, signedIn } from '../support/doors.ts'
import { plan, startAndRun } from '../support/imports.ts'
import type { TestRuntime } from '../support/runtime.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../support/workspace.ts'

describe('files of an import over HTTP', () => {
  let runtime: TestRuntime
  let app: FastifyInstance
  let space: TestWorkspace
  let session: string
  let port: number
  beforeAll(async () => {
    runtime = await testRuntime()
    const door = openFrontDoor()
    app = await openDoors(runtime, { door, registerHooks: (hooks) => mountUploads(hooks, runtime) })
    port = await door.listen(0, '127.0.0.1')
    space = await makeWorkspace(runtime, { currency: 'USD', locale: 'en-US' })
    session = await signedIn(space, space.adminId)
  })

  async function begin(...files: { name: string; size: number }[]): Promise<string> {
    const { id } = await space.run('import.create', { files })
    return id
  }

  afterAll(() => app.close())

  type Answer = {
    statusCode: number
    headers: Record<string, unknown>
    body: string
    json(): ReturnType<typeof JSON.parse>
  }

  function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    bytes?: Buffer | string | null,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { port, method, path, headers: { host: 'handoff.example.com', origin: publicUrl, ...headers } },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            const body = Buffer.concat(parts).toString('utf8')
            resolve({
              statusCode: answer.statusCode ?? 0,
              headers: answer.headers,
              body,
              json: () => JSON.parse(body),
            })
            sent.destroy()
          })
        },
      )
      sent.on('error', reject)
      // Only announced: not a byte of it comes.
      if (bytes === null) sent.flushHeaders()
      else sent.end(bytes)
    })
  }

  function put(
    id: string,
    bytes: Buffer | string,
    headers: Record<string, string> = {},
    as = session,
    number = 1,
  ) {
    const length = String(Buffer.byteLength(bytes))
    const all = {
      'content-type': 'application/octet-stream',
      'content-length': length,
      cookie: `__Host-throughline=${as}`,
    }
    return send('PUT', `/api/v1/imports/${id}/files/${number}`, { ...all, ...headers }, bytes)
  }

  function get(id: string, query = '') {
    return send('GET', `/api/v1/imports/${id}/problems.csv${query}`, {
      cookie: `__Host-throughline=${session}`,
    })
  }

  test('a file is stored as it is sent, whatever it is called, and the import is ready when all have come', async () => {
    const text = 'Deal ID,Stage\nD1,Won\n'
    const id = await begin({ name: 'deals.csv', size: text.length }, { name: 'more.csv', size: 4 })
    const first = await put(id, text, { 'content-type': 'text/html' })
    expect(first.statusCode).toBe(200)
    expect(first.json()).toMatchObject({
      status: 'uploading',
      files: [{ uploaded: text.length }, { uploaded: 0 }],
    })
    expect((await put(id, 'a,b\n', {}, session, 2)).json()).toMatchObject({ status: 'ready' })
  })

  test('an upload that broke goes on at the piece it stopped at, and a file can be sent anew', async () => {
    const bytes = Buffer.alloc(chunkBytes * 2 + 100, 'x')
    const id = await begin({ name: 'deals.csv', size: bytes.length })
    const part = bytes.subarray(0, chunkBytes)
    const range = (from: number, to: number) => ({
      'content-range': `bytes ${from}-${to - 1}/${bytes.length}`,
    })
    expect((await put(id, part, range(0, chunkBytes))).json()).toMatchObject({
      status: 'uploading',
      files: [{ uploaded: chunkBytes }],
    })
    const rest = await put(id, bytes.subarray(chunkBytes), range(chunkBytes, bytes.length))
    expect(rest.json()).toMatchObject({ status: 'ready', files: [{ uploaded: bytes.length }] })
    expect((await put(id, bytes)).json()).toMatchObject({
      status: 'ready',
      files: [{ uploaded: bytes.length }],
    })
  })

  test('bytes that leave a gap, or come from nowhere, are refused with where to go on', async () => {
    const id = await begin({ name: 'deals.csv', size: chunkBytes * 3 })
    const gap = await put(id, Buffer.alloc(10), {
      'content-range': `bytes ${chunkBytes}-${chunkBytes + 9}/${chunkBytes * 3}`,
    })
    expect(gap.statusCode).toBe(400)
    expect(gap.json().detail).toContain('Go on at byte 0')
    for (const bad of ['bytes 5', 'bytes 9-3/10', 'items 0-9/10', 'bytes 0-99/100'])
      expect((await put(id, Buffer.alloc(10), { 'content-range': bad })).statusCode).toBe(416)
  })

  test('more bytes than were announced are refused, and the file can still be sent right', async () => {
    const id = await begin({ name: 'deals.csv', size: 10 })
    const long = await put(id, Buffer.alloc(11))
    expect([long.statusCode, long.json().code]).toEqual([400, 'file_too_long'])
    expect((await put(id, Buffer.alloc(10))).json()).toMatchObject({ status: 'ready' })
  })

  test('files too large are refused before a byte of them comes', async () => {
    await expect(begin({ name: 'big.csv', size: 2 ** 31 - 1 })).rejects.toMatchObject({
      detail: 'file_too_large',
    })
    const id = await begin({ name: 'deals.csv', size: 10 })
    const announced = await send(
      'PUT',
      `/api/v1/imports/${id}/files/1`,
      { 'content-length': '99999999999', cookie: `__Host-throughline=${session}` },
      null,
    )
    expect(announced.statusCode).toBe(413)
    expect((await put(id, 'x', { 'content-encoding': 'gzip' })).statusCode).toBe(415)
  })

  test('a name is only a label, whatever stands in it', async () => {
    const names = [
      '../../etc/passwd',
      'C:\\x.csv',
      '; rm -rf',
      '$(id)',
      '-rf',
      'CON',
      '.',
      '=1+1.csv',
      'é "x" 😀.csv',
    ]
    const id = await begin(...names.map((name) => ({ name, size: 3 })))
    for (const [i] of names.entries()) expect((await put(id, 'a,b', {}, session, i + 1)).statusCode).toBe(200)
    const shown = await space.run('import.show', { id })
    expect(shown.files.map((file) => file.name)).toEqual(names)
    await expect(begin({ name: 'a\u0000b', size: 1 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(begin({ name: 'x'.repeat(1_000), size: 1 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(begin({ name: 'twice.csv', size: 1 }, { name: 'twice.csv', size: 1 })).rejects.toMatchObject(
      { code: 'invalid' },
    )
  })

  test('only those who may import send files, only to imports of their workspace, only files it has', async () => {
    const id = await begin({ name: 'deals.csv', size: 3 })
    const seller = await signedIn(space, await space.addMember({ roles: ['ae'] }))
    expect((await put(id, 'a,b', {}, seller)).statusCode).toBe(403)
    expect((await put(id, 'a,b', { cookie: '' })).statusCode).toBe(401)
    expect((await put(id, 'a,b', { origin: 'https://evil.example' })).statusCode).toBe(403)
    const other = await makeWorkspace(runtime)
    expect((await put(id, 'a,b', {}, await signedIn(other, other.adminId))).statusCode).toBe(404)
    expect((await put(id, 'a,b', {}, session, 2)).statusCode).toBe(404)
    expect((await put(id, 'a,b', {}, session, 101)).statusCode).toBe(400)
  })

  test('what is no table is told, and nothing can be started from it', async () => {
    const zip = Buffer.from('504b0304140000000800', 'hex')
    const id = await begin({ name: 'deals.csv', size: zip.length })
    await put(id, zip)
    const { version } = await space.run('import.show', { id })
    const planned = await plan(space, { id, version })
    expect(planned.plan.problems[0]).toMatchObject({
      severity: 'error',
      code: 'unreadable_file',
      file: 'deals.csv',
    })
    expect(planned.plan.problems[0]?.message).toContain('ZIP')
    await expect(space.run('import.start', { id, version: planned.version })).rejects.toMatchObject({
      detail: 'plan_has_errors',
    })
  })

  test('rows set aside are downloaded as a file in which nothing becomes a formula', async () => {
    const good = Array.from({ length: 9 }, (_, i) => `D${i},Deal,Won,5,2026-03-04`)
    const evil = 'X1,"=cmd|\' /C calc\'!A0",Won,5,2026-13-99'
    const text = ['Deal ID,Deal Name,Stage,Amount,Close Date', ...good, evil].join('\n')
    const id = await begin({ name: 'ümlaut "deals".csv', size: Buffer.byteLength(text) })
    await put(id, text)
    const { version } = await space.run('import.show', { id })
    await startAndRun(runtime, space, await plan(space, { id, version }))
    const found = await get(id)
    expect(found.statusCode).toBe(200)
    expect(found.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="_mlaut _deals_-problems.csv"; filename*=UTF-8''%C3%BCmlaut%20%22deals%22-problems.csv`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    })
    const lines = found.body.replace('\ufeff', '').trim().split('\r\n')
    expect(lines[0]).toBe('Deal ID,Deal Name,Stage,Amount,Close Date,_row,_line,_column,_value,_reason')
    expect(lines[1]).toMatch(/^X1,.?'=cmd/)
    expect(lines).toHaveLength(2)
    expect((await get(id, '?file=other.csv')).statusCode).toBe(404)
    expect((await get(id, '?offset=1')).statusCode).toBe(400)
  })

  test('the whole way over HTTP: begin, send, plan, start, look', async () => {
    const text = 'Deal ID,Deal Name,Stage,Amount,Close Date\nH1,One,Won,10,2026-03-04\n'
    const created = await call(
      app,
      'import.create',
      { files: [{ name: 'web.csv', size: text.length }] },
      { session },
    )
    const { id } = created.json()
    const { version } = (await put(id, text)).json()
    const planned = await call(app, 'import.plan', { id, version }, { session })
    expect(planned.json()).toMatchObject({ status: 'ready', plan: { counts: { records: { deals: 1 } } } })
    const started = await call(app, 'import.start', { id, version: planned.json().version }, { session })
    expect(started.json()).toMatchObject({ status: 'running' })
    const stale = await call(app, 'import.start', { id, version: planned.json().version }, { session })
    expect(stale.statusCode).toBe(409)
    expect((await call(app, 'import.cancel', { id }, { session })).json()).toMatchObject({
      status: 'cancelled',
    })
    const listed = await call(app, 'import.list', { limit: 1 }, { session })
    expect(listed.json()).toMatchObject({ items: [{ id }] })
    expect(listed.json().next).toBeTypeOf('string')
  })

  test('a mapping is saved under a name, replaced under the same one, and refused where it is none', async () => {
    const mapping = {
      format: 1,
      zone: 'Europe/Berlin',
      currency: 'EUR',
      files: [{ file: 'a.csv', kind: 'ignore', key: [], fields: {}, keep: [] }],
      stages: {},
      dealTypes: {},
      missing: { account: 'create', member: 'create', product: 'create' },
    }
    await space.run('import_mapping.save', { name: 'Monthly', mapping })
    const again = await space.run('import_mapping.save', {
      name: 'Monthly',
      mapping: { ...mapping, currency: 'USD' },
    })
    expect(again.version).toBe(2)
    expect((await space.run('import_mapping.list', {})).items).toMatchObject([
      { name: 'Monthly', mapping: { currency: 'USD' } },
    ])
    const bad = space.run('import_mapping.save', { name: 'Bad', mapping: { format: 2 } })
    await expect(bad).rejects.toMatchObject({ code: 'invalid' })
  })
})

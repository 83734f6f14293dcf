import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { operations } from '../../src/contract/operations.ts'
import { operationNames, routeOf } from '../../src/http/operations.ts'
import { openDoors } from '../support/doors.ts'
import { testRuntime } from '../support/workspace.ts'

/** What is served without being an operation, and why that is all. */
const besides = [
  'GET /healthz',
  'HEAD /healthz',
  'GET /readyz',
  'HEAD /readyz',
  'GET /api',
  'HEAD /api',
  'GET /api/openapi.json',
  'HEAD /api/openapi.json',
  'GET /api/reference.css',
  'HEAD /api/reference.css',
  'GET /api/reference.js',
  'HEAD /api/reference.js',
  'GET /*',
  'HEAD /*',
]
/** Operations that move files; they are mounted beside the server by whoever composes it. */
const mountedApart = ['import.upload', 'import.problems_csv']

let app: FastifyInstance
beforeAll(async () => {
  const webDir = mkdtempSync(join(tmpdir(), 'web-'))
  writeFileSync(join(webDir, 'index.html'), '<!doctype html>')
  app = await openDoors(await testRuntime(), { webDir })
})
afterAll(() => app.close())

describe('every route', () => {
  test('that is served is declared in the table of operations', () => {
    const declared = operationNames.map((name) => `${routeOf(name).method} ${routeOf(name).path}`)
    const strangers = app
      .servedRoutes()
      .filter((route) => !declared.includes(route) && !besides.includes(route))
    expect(strangers).toEqual([])
  })

  test('of the table is served', () => {
    const served = app.servedRoutes()
    const missing = operationNames.filter(
      (name) =>
        !served.includes(`${routeOf(name).method} ${routeOf(name).path}`) && !mountedApart.includes(name),
    )
    expect(missing).toEqual([])
  })

  test('has a path, a summary and a permission of its own', () => {
    const routes = operationNames.map((name) => `${routeOf(name).method} ${routeOf(name).path}`)
    expect(new Set(routes).size).toBe(routes.length)
    for (const name of operationNames) {
      const operation: Operation = operations[name]
      expect(operation.summary, name).toMatch(/^[A-Z].*\.$/)
      expect(operation.permission, name).toBeTruthy()
    }
  })
})

describe('the description for programs', () => {
  test('names every operation once, with its shapes, and refers only to what is there', async () => {
    const answer = await app.inject({ url: '/api/openapi.json' })
    expect(answer.statusCode).toBe(200)
    const document = answer.json()
    expect(document.openapi).toBe('3.1.0')
    const described = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map((it) => it.operationId),
    )
    expect(described.toSorted()).toEqual([...operationNames].toSorted())
    for (const [, ref = ''] of answer.body.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      expect(
        ref.split('/').reduce((at, key) => at?.[key], document),
        ref,
      ).toBeTruthy()
    }
  })

  test('has every field of a path as a required parameter, and no body on reads', async () => {
    const { paths } = (await app.inject({ url: '/api/openapi.json' })).json()
    for (const [path, methods] of Object.entries<
      Record<string, { parameters: { in: string; name: string; required: boolean }[]; requestBody?: unknown }>
    >(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
      for (const [method, it] of Object.entries(methods)) {
        const given = it.parameters.filter((p) => p.in === 'path' && p.required).map((p) => p.name)
        expect(given, path).toEqual(inPath)
        expect(it.requestBody === undefined, `${method} ${path}`).toBe(method === 'get')
      }
    }
  })
})

test('the reference says what fits and which roles may', async () => {
  const { body } = await app.inject({ url: '/api' })
  expect(body).toContain('note?: string(1–2000)')
  expect(body).toContain('<code>handoff.judge</code>: csm, cs manager, revops, admin')
})

test('the reference for readers has a section for every operation, and nothing inline that its policy forbids', async () => {
  const answer = await app.inject({ url: '/api' })
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  for (const name of operationNames) expect(answer.body).toContain(`<article id="${name}"`)
  expect(answer.body).not.toMatch(/<script(?![^>]*\bsrc=)|<style| style=| on[a-z]+=/)
  for (const asset of ['/api/reference.css', '/api/reference.js']) {
    expect((await app.inject({ url: asset })).statusCode).toBe(200)
  }
})

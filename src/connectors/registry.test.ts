import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectors } from './index.ts'
import type { Connector } from './kit/manifest.ts'
import { capabilities } from './kit/manifest.ts'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map((entry) => entry.name)

test('every folder of a connector is in the list, once, under its own id', () => {
  expect(connectors.map(({ manifest }) => manifest.id).toSorted()).toEqual(folders.toSorted())
})

describe.each<[string, Connector]>(connectors.map((connector) => [connector.manifest.id, connector]))(
  '%s',
  (id, { manifest, settings }) => {
    const shape = settings instanceof z.ZodObject ? settings.shape : {}

    test('says in words what it is for', () => {
      expect(manifest.title).not.toBe('')
      expect(manifest.summary).toMatch(/^[A-Z].*\.$/)
      expect(existsSync(`${import.meta.dirname}/${id}/README.md`)).toBe(true)
    })

    test('has capabilities of the closed list', () => {
      expect(manifest.capabilities.length).toBeGreaterThan(0)
      for (const capability of manifest.capabilities) expect(capabilities).toContain(capability)
    })

    test('has one labelled form field for each setting and none besides', () => {
      expect(manifest.fields.map(({ name }) => name).toSorted()).toEqual(Object.keys(shape).toSorted())
      for (const { label } of manifest.fields) expect(label).toMatch(/^[A-Z]/)
    })

    test('requires in its form what its settings require', () => {
      for (const { name, required } of manifest.fields) {
        const optional = z.object(shape).shape[name]?.safeParse(undefined).success
        expect({ name, required }).toEqual({ name, required: optional === false })
      }
    })

    test('marks secrets, so that they are sealed', () => {
      for (const { name, type } of manifest.fields)
        expect(type === 'secret').toBe(/password|secret|token|key$/i.test(name))
    })

    test('is off where its settings are incomplete', () => {
      expect(settings.safeParse({}).success).toBe(false)
      expect(settings.safeParse({ unknown: 1 }).success).toBe(false)
    })
  },
)

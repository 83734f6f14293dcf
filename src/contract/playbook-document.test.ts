import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { playbookJsonSchema } from './playbook-document.ts'

const file = new URL('../../playbooks/schema.json', import.meta.url)

test('the published schema is the one the loader uses (else run node scripts/generate-playbook-schema.ts)', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(playbookJsonSchema())
})

test('the published schema says what each part is for', () => {
  const schema = readFileSync(file, 'utf8')
  expect(schema).toContain('The open-ended question that helps a seller answer well.')
  expect(schema).toContain('IANA time zone such as Europe/Berlin.')
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingNames } from '../src/config.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

describe('.env.example', () => {
  const lines = read('.env.example').split('\n')

  it('names every setting there is, once, and no other', () => {
    const named = lines.map((line) => /^([A-Z_]+)=/.exec(line)?.[1]).filter((name) => name !== undefined)
    expect(named.toSorted()).toEqual([...settingNames].toSorted())
  })

  it('says of each what it is for', () => {
    const bare = lines.filter(
      (line, i) => /^[A-Z_]+=/.test(line) && !/^(#|[A-Z_]+=)/.test(lines[i - 1] ?? ''),
    )
    expect(bare).toEqual([])
  })
})

describe.each(documents)('%s', (document) => {
  it('links to what is there', () => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(
      (match) => match[1] ?? '',
    )
    const missing = links
      .map((link) => normalize(join(dirname(document), link)))
      // Pictures are taken by the end-to-end run.
      .filter((path) => !path.startsWith('docs/screenshots/') && !existsSync(join(root, path)))
    expect(missing).toEqual([])
  })

  it('names files that are there', () => {
    const named = [...read(document).matchAll(/`((?:src|test|scripts|playbooks|docs)\/[a-z0-9./-]+)`/gi)]
    const missing = named
      .map((match) => match[1] ?? '')
      .filter((path) => !path.includes('NNNN') && !existsSync(join(root, path.replace(/\/$/, ''))))
    expect(missing).toEqual([])
  })
})

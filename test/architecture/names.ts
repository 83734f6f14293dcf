import { basename } from 'node:path'
import { child, children, nameOf, type SourceFile, type Violation, walk } from './source-file.ts'

const emptyWords = /(^|[-.])(utils?|helpers?|impl|misc|common|stuff)([-.]|$)|-manager\.tsx?$/i
const emptyNames = /(Utils?|Helpers?|Impl)$|^(Abstract|Base)[A-Z]\w*(Service|Manager)$/

/** Words in comments that put work off. */
const putOff = /\b(TODO|FIXME|XXX|HACK)\b/
const silenced = /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable|biome-ignore/
const withReason = /(--|: |@ts-expect-error )\s*\S.{7,}/

/** Names that say nothing, files not named after what they export, barrels, `any`, and work put off. */
export function checkNames(file: SourceFile): Violation[] {
  const found: Violation[] = []
  const add = (rule: string, line: number, says: string) => found.push({ rule, file: file.path, line, says })
  const name = basename(file.path)
  if (emptyWords.test(name)) add('names', 1, `${name} says nothing: name it after what it exports`)
  for (const exported of file.exported.filter((it) => emptyNames.test(it)))
    add('names', 1, `${exported} says nothing: name what it does`)
  if (!isWellFormed(name, file))
    add('names', 1, `${name}: kebab-case, or PascalCase for the component it exports`)
  else if (!isNamedAfterExport(name, file))
    add('names', 1, `${name} is named after none of its exports (${file.exported.join(', ')})`)
  if (isBarrel(file) && name !== 'index.ts')
    add('barrel', 1, 'only passes exports on: import from where they are')
  for (const { value, line } of file.comments) {
    if (putOff.test(value)) add('put off', line, 'puts work off: do it, or open an issue')
    if (silenced.test(value) && !withReason.test(value))
      add('silenced', line, 'silences a check without saying why: mend what it found, or add “-- the reason”')
  }
  walk(file.program, (node) => {
    if (node.type === 'TSAnyKeyword')
      add('any', file.lineOf(node.start), '`any` switches the compiler off: say unknown and narrow it')
    if (node.type === 'ExportAllDeclaration')
      add('barrel', file.lineOf(node.start), '`export *` hides where things are: import from there')
  })
  return found
}

function isWellFormed(name: string, { path }: SourceFile): boolean {
  if (/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|client|d))?\.tsx?$/.test(name)) return true
  return path.startsWith('src/web/') && /^[A-Z][A-Za-z0-9]*(\.test)?\.tsx?$/.test(name)
}

/** A file of one or two exports is named after them; one of more has the noun they share, which no scanner knows. */
function isNamedAfterExport(name: string, { exported, isTest }: SourceFile): boolean {
  if (isTest || exported.length === 0 || exported.length > 2) return true
  if (/^(index|main)\.tsx?$|\.config\.ts$/.test(name)) return true
  const wanted = wordsOf(name.replace(/\.tsx?$/, ''))
  const words = exported.flatMap(wordsOf)
  return words.includes('default') || wanted.some((word) => words.some((it) => isSameWord(word, it)))
}

/** `map` and `mapper`, `guess` and `guesses`. */
const isSameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a)))

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.]/)
    .filter(Boolean)
}

function isBarrel({ program }: SourceFile): boolean {
  const body = children(program, 'body')
  return (
    body.length > 0 &&
    body.every(
      (node) => node.type === 'ExportNamedDeclaration' && node['source'] !== null && !isDeclared(node),
    )
  )
}

const isDeclared = (node: Parameters<typeof child>[0]): boolean => {
  const { declaration } = node
  return declaration !== null && declaration !== undefined && nameOf(child(node, 'declaration')) !== ''
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** Anything of a syntax tree; a check looks only at the fields of the kinds it asks for. */
export type Node = { type: string; start: number; end: number } & { [field: string]: unknown }

export type Import = { from: string; isType: boolean; line: number }

export type SourceFile = {
  /** From the root of the checkout, with forward slashes. */
  path: string
  text: string
  lines: number
  isTest: boolean
  program: Node
  comments: { value: string; line: number }[]
  imports: Import[]
  /** Names that other files can import. */
  exported: string[]
  lineOf(offset: number): number
}

/** What a rule found, in a sentence that says where the code belongs or what to write instead. */
export type Violation = { rule: string; file: string; line: number; size?: number; says: string }

const root = join(import.meta.dirname, '../..')

export function readSources(folders: readonly string[]): SourceFile[] {
  return listFiles(folders, /\.tsx?$/).map((path) =>
    parseSource(path, readFileSync(join(root, path), 'utf8')),
  )
}

/** Paths below the folders whose names fit, sorted. */
export function listFiles(folders: readonly string[], name: RegExp): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && name.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    )
    .filter((path) => !path.includes('node_modules'))
    .sort()
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/**
 * Tests, what only tests import (named `test-…`), and the folder of all tests. They may import from every ring and
 * be as long as their cases; the rest of the rules hold for them too.
 */
export function isTestFile(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path) || /\/test-[a-z0-9-]+\.ts$/.test(path)
}

export function parseSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text, {
    lang: path.endsWith('x') ? 'tsx' : 'ts',
    sourceType: 'module',
    astType: 'ts',
  })
  if (parsed.errors.length > 0) throw new Error(`${path} cannot be parsed: ${parsed.errors[0]?.message}`)
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1
  const program = asNode(parsed.program)
  return {
    path,
    text,
    lines: text.endsWith('\n') ? starts.length - 1 : starts.length,
    isTest: isTestFile(path),
    program,
    comments: parsed.comments.map((c) => ({ value: c.value, line: lineOf(c.start) })),
    imports: importsOf(program, lineOf),
    exported: exportedOf(program),
    lineOf,
  }
}

/** Calls `visit` for every node, outermost first, with the nodes around it. */
export function walk(
  node: Node,
  visit: (node: Node, around: readonly Node[]) => void,
  around: readonly Node[] = [],
): void {
  visit(node, around)
  const inside = [...around, node]
  for (const [field, value] of Object.entries(node)) {
    if (field === 'parent') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, inside)
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** A child that the kind of node always has. */
export function child(node: Node, field: string): Node {
  const value = node[field]
  if (!isNode(value)) throw new Error(`${node.type} has no ${field}`)
  return value
}

export function children(node: Node, field: string): Node[] {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** `a` of an identifier, `a.b` of a member expression; empty for anything else. */
export function nameOf(node: Node): string {
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node['name'])
  if (node.type !== 'MemberExpression') return ''
  const property = child(node, 'property')
  const of = nameOf(child(node, 'object'))
  const key = property.type === 'Literal' ? String(property['value']) : nameOf(property)
  return of === '' ? '' : `${of}.${key}`
}

// The parser's own types name every kind of node; the checks here need four fields of a dozen.
const asNode = (program: unknown): Node => program as Node

function importsOf(program: Node, lineOf: (offset: number) => number): Import[] {
  const found: Import[] = []
  walk(program, (node) => {
    const source = node['source']
    if (!isNode(source) || source.type !== 'Literal') return
    const specifiers = children(node, 'specifiers')
    const isType =
      node['importKind'] === 'type' ||
      node['exportKind'] === 'type' ||
      (specifiers.length > 0 &&
        specifiers.every((s) => s['importKind'] === 'type' || s['exportKind'] === 'type'))
    found.push({ from: String(source['value']), isType, line: lineOf(node.start) })
  })
  return found
}

function exportedOf(program: Node): string[] {
  return children(program, 'body').flatMap((node) => {
    if (node.type === 'ExportDefaultDeclaration') return ['default']
    if (node.type !== 'ExportNamedDeclaration') return []
    const declaration = node['declaration']
    if (!isNode(declaration)) return children(node, 'specifiers').map((s) => nameOf(child(s, 'exported')))
    if (declaration.type === 'VariableDeclaration')
      return children(declaration, 'declarations').map((d) => nameOf(child(d, 'id')))
    return isNode(declaration['id']) ? [nameOf(declaration['id'])] : []
  })
}

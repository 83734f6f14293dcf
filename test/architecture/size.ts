import { children, isNode, type Node, nameOf, type SourceFile, type Violation, walk } from './source-file.ts'

export const caps = { file: 400, verb: 80, rule: 100, function: 40, component: 120, parameters: 3 } as const

const functionKinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

/** Files over their cap, functions that are too long or take too much. */
export function checkSize(file: SourceFile): Violation[] {
  const found: Violation[] = []
  const { most, what } = capOf(file)
  if (file.lines > most) {
    const says = `${what} has ${file.lines} lines, over ${most}: split it by what changes together`
    found.push({ rule: 'file size', file: file.path, line: 1, size: file.lines, says })
  }
  if (file.isTest) return found
  const longest = file.path.endsWith('.tsx') ? caps.component : caps.function
  const reported = new Set<Node>()
  walk(file.program, (node, around) => {
    if (!functionKinds.includes(node.type)) return
    const line = file.lineOf(node.start)
    const lines = file.lineOf(node.end) - line + 1
    const name = functionName(node, around.at(-1))
    // What is inside of a function that is too long is mended with it.
    if (lines > longest && !around.some((it) => reported.has(it))) {
      reported.add(node)
      const says = `${name} has ${lines} lines, over ${longest}: give its parts names`
      found.push({ rule: 'function size', file: file.path, line, size: lines, says })
    }
    const taken = children(node, 'params').length
    if (taken > caps.parameters) {
      const says = `${name} takes ${taken} parameters, over ${caps.parameters}: put those that belong together into one`
      found.push({ rule: 'parameters', file: file.path, line, size: taken, says })
    }
  })
  return found
}

/** What a file is, by where it stands, and how long it may be. Generated files and styles have no cap of their own. */
function capOf({ path, text }: SourceFile): { most: number; what: string } {
  if (path.startsWith('src/core/gate/rules/') || path.startsWith('src/core/metrics/'))
    return { most: caps.rule, what: 'a rule' }
  if (path.startsWith('src/app/') && /: Verb<'/.test(text)) return { most: caps.verb, what: 'a verb' }
  return { most: caps.file, what: 'a file' }
}

function functionName(node: Node, parent: Node | undefined): string {
  if (isNode(node['id'])) return nameOf(node['id'])
  const holder = parent && (parent['id'] ?? parent['key'])
  return isNode(holder) && nameOf(holder) !== '' ? nameOf(holder) : 'a function'
}

/** The middle and the ninth tenth of the sizes of files. */
export function spread(files: readonly SourceFile[]): { median: number; p90: number; most: number } {
  const sizes = files.map((file) => file.lines).sort((a, b) => a - b)
  const at = (part: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * part))] ?? 0
  return { median: at(0.5), p90: at(0.9), most: sizes.at(-1) ?? 0 }
}

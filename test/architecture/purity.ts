import { ringOf } from './rings.ts'
import { child, children, type Node, nameOf, type SourceFile, type Violation, walk } from './source-file.ts'

/** Rings whose code is told the time, never asks for it. */
const toldTheTime = ['core', 'contract', 'app']

/** The environment is read in one place; these pass it there, whole. */
const mayReadEnvironment: Record<string, string> = {
  'src/config.ts': 'the one reader',
  'src/main.ts': 'the entry of the server hands the environment to config.ts',
  'src/cli/main.ts': 'the entry of the command line hands the environment to config.ts',
  'src/web/vite.config.ts': 'the development build names the server it talks to',
}

/** Where a process may end before everything in it was closed. */
const mayExit: Record<string, string> = {
  'src/main.ts': 'what hangs for twenty seconds after a request to stop is left behind',
}

/** Files that open connections, or whose types name one. */
const mayUseNetwork: Record<string, string> = {
  'src/connectors/kit/egress.ts': 'the one client of every outgoing request',
  'src/connectors/kit/address-rules.ts': 'tells what kind of address a text is; opens nothing',
  'src/connectors/smtp/client.ts': 'the one client of outgoing mail',
  'src/http/server.ts': 'the server',
  'src/http/front-door.ts': 'the server, until it is ready',
  'src/http/live/live.ts': 'streams of the server',
  'src/web/api.ts': 'the browser’s one way to its own server',
  'src/cli/caller.ts': 'the command line speaks to the server its user named with --url',
}
const networkModules =
  /^(node:)?(http|https|http2|net|tls|dns|dns\/promises|dgram)$|^(nodemailer|undici)(\/|$)/

/** Regular expressions made from parts, all of them written by us. */
const mayBuildRegExp: Record<string, string> = {
  'src/app/imports/mapping/values/date-text.ts': 'parts are constants of the file',
  'src/app/imports/mapping/values/decimal.ts': 'parts are constants of the file',
  'src/http/allowed-methods.ts': 'parts are the paths of the route table',
  'src/contract/shapes.ts': 'the part is a prefix written in the contract',
  'src/web/screens/handoffs/pipeline-filters.ts': 'the part is a prefix written in the file',
  'src/web/format.ts': 'parts are signs that Intl names',
}

/** What makes a result depend on when, where or how often it is computed, and what opens a door of its own. */
export function checkPurity(file: SourceFile): Violation[] {
  const found: Violation[] = []
  const ring = ringOf(file.path)?.name ?? 'test'
  const imported = new Map(file.imports.map((it) => [it.from, it.line]))
  const add = (rule: string, at: Node, says: string) =>
    found.push({ rule, file: file.path, line: file.lineOf(at.start), says })
  for (const { from, line } of file.imports) {
    if (/^(node:)?vm$/.test(from))
      found.push({ rule: 'eval', file: file.path, line, says: 'runs text as code: write it as data' })
    if (networkModules.test(from) && !file.isTest && !(file.path in mayUseNetwork))
      found.push({ rule: 'network', file: file.path, line, says: `imports ${from}: ${oneEgress}` })
  }
  walk(file.program, (node, around) => {
    if (toldTheTime.includes(ring) && !file.isTest) {
      const clock = clockOf(node)
      if (clock) add('time', node, `${clock} in ${ring}: take \`now\` from the caller (ctx.now(), tx.now)`)
    }
    if (ring === 'core' && !file.isTest) {
      if (nameOf(node) === 'Math.random' && node.type === 'MemberExpression')
        add('chance', node, 'Math.random in core: pass the choice in')
      if (nameOf(node) === 'performance.now')
        add('time', node, 'performance.now in core: a rule does not know how long it takes')
      if (isFreeTemporal(node, around) && !imported.has('temporal-polyfill'))
        add('time', node, "Temporal is imported from 'temporal-polyfill', so that every machine counts alike")
    }
    if (isEval(node)) add('eval', node, 'runs text as code: write it as data')
    if (file.isTest || !file.path.startsWith('src/')) return
    if (nameOf(node) === 'process.exit' && !(file.path in mayExit))
      add('exit', node, 'ends the process in the middle: throw, and let main.ts dispose what is open')
    if (nameOf(node) === 'process.env' && !(file.path in mayReadEnvironment))
      add('environment', node, 'reads the environment: add a setting to config.ts and pass its value in')
    if (isBuiltRegExp(node) && !(file.path in mayBuildRegExp))
      add(
        'regexp',
        node,
        'builds a regular expression from a value: compare strings, or list the file with a reason',
      )
    if (node.type === 'CallExpression' && nameOf(child(node, 'callee')) === 'fetch' && ring !== 'core') {
      if (!(file.path in mayUseNetwork)) add('network', node, `calls fetch: ${oneEgress}`)
    }
  })
  return found
}

const oneEgress = 'go through connectors/kit/egress.ts, which checks addresses, sizes and redirects'

/** Files named in the lists above that there are no more, or no more need of. */
export function staleLists(files: readonly SourceFile[]): string[] {
  const listed = [mayReadEnvironment, mayExit, mayUseNetwork, mayBuildRegExp].flatMap((list) =>
    Object.keys(list),
  )
  const paths = new Set(files.map((file) => file.path))
  return listed.filter((path) => !paths.has(path))
}

function clockOf(node: Node): string {
  if (node.type === 'MemberExpression' && nameOf(node) === 'Date.now') return 'Date.now'
  if (node.type === 'MemberExpression' && nameOf(node) === 'Temporal.Now') return 'Temporal.Now'
  const isDate =
    (node.type === 'NewExpression' || node.type === 'CallExpression') &&
    nameOf(child(node, 'callee')) === 'Date'
  if (isDate && (node.type === 'CallExpression' || children(node, 'arguments').length === 0))
    return node.type === 'NewExpression' ? 'new Date() without an argument' : 'Date()'
  return ''
}

function isFreeTemporal(node: Node, around: readonly Node[]): boolean {
  return nameOf(node) === 'Temporal' && around.at(-1)?.type === 'MemberExpression'
}

function isEval(node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  return ['eval', 'Function', 'globalThis.eval', 'globalThis.Function'].includes(
    nameOf(child(node, 'callee')),
  )
}

function isBuiltRegExp(node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  if (nameOf(child(node, 'callee')) !== 'RegExp') return false
  return children(node, 'arguments').some((it) => it.type !== 'Literal')
}

import { child, children, type Node, nameOf, type SourceFile, type Violation, walk } from './source-file.ts'

/** SQL that is text with parts in it, because it names what parameters cannot: roles, databases, tables. */
const mayBuildSql: Record<string, string> = {
  'src/db/tx.ts': 'the workspace id is checked by pattern, the offset is a whole number',
  'src/db/one-trip.ts': 'the workspace id is checked by pattern, the offset is a whole number',
  'src/db/prepare.ts': 'names of roles and databases, checked by plainNameOrThrow; passwords as verifiers',
  'src/db/migrate.ts': 'names of roles, checked when they were prepared; a constant',
  'src/db/backup.ts': 'names of tables and columns as the catalog gives them, quoted',
  'src/db/backup-tables.ts': 'names of tables as the catalog gives them, quoted',
  'src/db/restore.ts': 'names of tables and columns as the catalog gives them, quoted',
  'src/app/queue/claim.ts': 'the name of a queue is one of three words',
}

/** What no statement may say, and why. `where` names files that may, with their reason. */
const forbidden: { rule: string; says: RegExp; why: string; where: Record<string, string> }[] = [
  {
    rule: 'one clock',
    says: /(?<!app_)\bnow\(\)|\b(current_timestamp|localtimestamp|current_date|clock_timestamp|statement_timestamp|transaction_timestamp)\b/i,
    why: 'the one clock is app_now() in SQL and tx.now in code, so that a test can move it',
    where: {
      'src/db/migrations/0001-foundation.sql': 'where app_now() is made',
      'src/db/migrate.ts': 'when a migration ran, by the wall clock',
      'src/db/backup.ts': 'when a backup was made, by the wall clock',
    },
  },
  {
    rule: 'set local',
    says: /\bset_config\s*\(/i,
    why: 'set_config() is not sent on by Citus: write SET LOCAL in the transaction’s first message',
    where: {},
  },
  {
    rule: 'set local',
    says: /(?:^|;)\s*(?:SET|set)\s+(?:(?!LOCAL\b|local\b)[A-Za-z_.]+\s*(?:=|TO\b)|(?:SESSION\s+|session\s+)?(?:ROLE|role|AUTHORIZATION)\b)/m,
    why: 'a plain SET outlives the transaction and follows the connection to the next workspace: SET LOCAL',
    where: { 'src/db/prepare.ts': 'a connection of its own, ended afterwards' },
  },
  {
    rule: 'no chance',
    says: /\b(random|gen_random_uuid|uuidv[47]|nextval)\s*\(/i,
    why: 'a statement that is not the same when repeated cannot be sent to several servers: make the value in code',
    where: {},
  },
  {
    rule: 'no notify',
    says: /\b(LISTEN|NOTIFY)\s+[a-z_"]+\s*(?:;|,|$)|\bpg_notify\s*\(/i,
    why: 'NOTIFY in a verb costs a third of the writes: readers poll the change table',
    where: {},
  },
]

/** The texts of a file that are SQL: of a tag or a query, or looking like a statement. */
function statementsOf(file: SourceFile): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = []
  walk(file.program, (node) => {
    const text = textOf(node)
    if (text !== null && looksLikeSql.test(text)) found.push({ text, line: file.lineOf(node.start) })
  })
  return found
}

const looksLikeSql =
  /^[\s(;]*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|SET|CREATE|ALTER|DROP|GRANT|REVOKE|LISTEN|NOTIFY|COPY|AND|WHERE|FROM|ORDER|TRUNCATE|CALL)\b/i

function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type !== 'TemplateLiteral') return null
  const value = (quasi: Node): string => {
    const { cooked } = quasi['value'] as { cooked: string }
    return cooked
  }
  return children(node, 'quasis').map(value).join(' $ ')
}

/** Statements with a clock of their own, settings that outlive a transaction, notifications, and values built into text. */
export function checkSql(file: SourceFile): Violation[] {
  if (file.isTest) return []
  const found = statementsOf(file).flatMap(({ text, line }) => checkStatement(file.path, text, line))
  walk(file.program, (node) => {
    const name = node.type === 'CallExpression' ? nameOf(child(node, 'callee')) : ''
    const line = file.lineOf(node.start)
    if (name === 'sql.raw' || name === 'sql.lit')
      found.push({
        rule: 'built sql',
        file: file.path,
        line,
        says: `${name}: write a parameter, sql.ref or sql.table`,
      })
    if (isBuiltQuery(node) && !(file.path in mayBuildSql))
      found.push({
        rule: 'built sql',
        file: file.path,
        line,
        says: 'puts a value into the text of a query: use the sql tag',
      })
  })
  return found
}

/** The same for a file of plain SQL. */
export function checkSqlText(path: string, text: string): Violation[] {
  return text
    .replace(/--.*$/gm, '')
    .split('\n')
    .flatMap((line, i) => checkStatement(path, line, i + 1))
}

function checkStatement(path: string, text: string, line: number): Violation[] {
  return forbidden
    .filter(({ says, where }) => says.test(text) && !(path in where))
    .map(({ rule, why }) => ({ rule, file: path, line, says: why }))
}

/** `client.query(`… ${value} …`)`, or with `+`, or `{ text: … }` of such. */
function isBuiltQuery(node: Node): boolean {
  if (node.type !== 'CallExpression') return false
  const callee = child(node, 'callee')
  if (callee.type !== 'MemberExpression' || nameOf(child(callee, 'property')) !== 'query') return false
  const [first] = children(node, 'arguments')
  if (!first) return false
  if (first.type !== 'ObjectExpression') return isBuiltText(first)
  const text = children(first, 'properties').find(
    (p) => p.type === 'Property' && nameOf(child(p, 'key')) === 'text',
  )
  return text !== undefined && isBuiltText(child(text, 'value'))
}

function isBuiltText(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return children(node, 'expressions').length > 0
  return node.type === 'BinaryExpression' && node['operator'] === '+'
}

/** Listed files that there are no more. */
export function staleSqlLists(paths: ReadonlySet<string>): string[] {
  return [...Object.keys(mayBuildSql), ...forbidden.flatMap((f) => Object.keys(f.where))].filter(
    (path) => !paths.has(path),
  )
}

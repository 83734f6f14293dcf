import type { YAMLError } from 'yaml'

type Words = readonly [of: RegExp, expected: string]

/** What the library says, for people who know playbooks and not grammars. The first that fits is told. */
const words: readonly Words[] = [
  [/^Tabs are not allowed/, 'expected spaces at the beginning of the line, found a tab'],
  [/^Missing closing/, 'expected the closing quote of a text that begins on this line or above'],
  [
    /^Nested mappings are not allowed/,
    'expected quotes around a text that has ": " in it, or a new line before it',
  ],
  [/^(Implicit keys?|Implicit map keys?) /, 'expected a key, a colon and a space on one line'],
  [
    /^Sequence item without - /,
    'expected this line in the column of its neighbours, or "- " before a new entry',
  ],
  [/must start at the same column/, 'expected this line in the column of its neighbours; count its spaces'],
  [/multiple documents/, 'expected one playbook, found a second document behind ---'],
  [/^Plain value cannot start with/, 'expected quotes around a text that begins with a special character'],
  [/^Invalid escape sequence/, 'expected \\\\ for a backslash between double quotes'],
  [/^Missing , (or : )?between/, 'expected a comma between the entries'],
  [
    /must be sufficiently indented and end with a/,
    'expected the closing bracket of a list or map that begins on this line or above',
  ],
]

/** What is wrong with a text that is no YAML, in words that say what was expected. */
export function yamlWords({ message }: Pick<YAMLError, 'message'>): string {
  const known = words.find(([of]) => of.test(message))
  return known ? known[1] : `expected YAML: ${message.trim()}`
}

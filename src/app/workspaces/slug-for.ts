import { invalid } from '../errors.ts'

const form = /^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/

/** The short name of a workspace in addresses: the one wished for, else one made from its name. */
export function slugFor(wished: string | undefined, name: string): string {
  if (wished !== undefined) {
    if (form.test(wished)) return wished
    const message = 'expected 2 to 40 lower-case letters, digits and hyphens, such as acme-europe'
    throw invalid(`slug: ${message}`, [{ path: 'slug', message }])
  }
  const made = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return form.test(made) ? made : 'workspace'
}

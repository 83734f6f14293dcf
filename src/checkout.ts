import { join } from 'node:path'

/** Where this copy of the product lies. */
export const checkoutDir = join(import.meta.dirname, '..')

import type { Verbs } from './verbs.ts'

/** The verb behind every operation. The type says which operation still lacks one. */
export const verbTable: Verbs = {}

import { keyVerbs } from '../../src/app/keys/key-verbs.ts'
import { sessionVerbs } from '../../src/app/sessions/session-verbs.ts'
import { verbTable } from '../../src/app/verb-table.ts'
import type { Verbs } from '../../src/app/verbs.ts'
import { workspaceVerbs } from '../../src/app/workspaces/workspace-verbs.ts'

/** Every verb there is. */
export const doorVerbs: Verbs = { ...verbTable, ...sessionVerbs, ...keyVerbs, ...workspaceVerbs }

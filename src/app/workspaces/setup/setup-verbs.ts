import type { Verbs } from '../../verbs.ts'
import { showSetup } from './show-setup.ts'

export const setupVerbs = { 'workspace.setup': showSetup } satisfies Required<Pick<Verbs, 'workspace.setup'>>

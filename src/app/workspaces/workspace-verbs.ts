import type { Verbs } from '../verbs.ts'
import { showWorkspace } from './show-workspace.ts'
import { updateWorkspace } from './update-workspace.ts'

export const workspaceVerbs = {
  'workspace.show': showWorkspace,
  'workspace.update': updateWorkspace,
} satisfies Pick<Verbs, 'workspace.show' | 'workspace.update'>

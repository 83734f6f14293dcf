import type { playbookOperations } from '../../contract/playbooks.ts'
import type { Verbs } from '../verbs.ts'
import { checkPlaybookSource, publishPlaybook } from './publish-playbook.ts'
import { listPlaybookVersions, showPlaybook, showPlaybookSource } from './show-playbook.ts'

export const playbookVerbs = {
  'playbook.show': showPlaybook,
  'playbook.source': showPlaybookSource,
  'playbook.versions': listPlaybookVersions,
  'playbook.check': checkPlaybookSource,
  'playbook.publish': publishPlaybook,
} satisfies Required<Pick<Verbs, keyof typeof playbookOperations>>

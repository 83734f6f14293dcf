import { auditVerbs } from './audit/audit-verbs.ts'
import { calendarVerbs } from './calendars/calendar-verbs.ts'
import { connectionVerbs } from './connections/connection-verbs.ts'
import { contributionVerbs } from './contributions/contribution-verbs.ts'
import { dealVerbs } from './deals/deal-verbs.ts'
import { escalationVerbs } from './escalations/escalation-verbs.ts'
import { handoffVerbs } from './handoffs/handoff-verbs.ts'
import { importVerbs } from './imports/import-verbs.ts'
import { jobVerbs } from './jobs/job-verbs.ts'
import { keyVerbs } from './keys/key-verbs.ts'
import { messageVerbs } from './notifications/message-verbs.ts'
import { peopleVerbs } from './people/people-verbs.ts'
import { playbookVerbs } from './playbooks/playbook-verbs.ts'
import { sessionVerbs } from './sessions/session-verbs.ts'
import { teamVerbs } from './teams/team-verbs.ts'
import type { Verbs } from './verbs.ts'
import { setupVerbs } from './workspaces/setup/setup-verbs.ts'
import { workspaceVerbs } from './workspaces/workspace-verbs.ts'

/** The verb behind every operation. The type says which operation still lacks one. */
export const verbTable: Verbs = {
  ...auditVerbs,
  ...calendarVerbs,
  ...connectionVerbs,
  ...contributionVerbs,
  ...dealVerbs,
  ...escalationVerbs,
  ...handoffVerbs,
  ...importVerbs,
  ...jobVerbs,
  ...keyVerbs,
  ...messageVerbs,
  ...peopleVerbs,
  ...playbookVerbs,
  ...sessionVerbs,
  ...setupVerbs,
  ...teamVerbs,
  ...workspaceVerbs,
}

import type { MemberRole } from '../../core/handoff/vocabulary.ts'

export const roleTitles: Readonly<Record<MemberRole, string>> = {
  ae: 'Account executive',
  csm: 'Customer success manager',
  sales_manager: 'Sales manager',
  cs_manager: 'CS manager',
  revops: 'RevOps',
  executive: 'Executive',
  admin: 'Admin',
  implementation_lead: 'Implementation lead',
  support: 'Support',
  contributor: 'Contributor',
}

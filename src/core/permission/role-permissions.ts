import { type MemberRole, memberRoles } from '../handoff/vocabulary.ts'

const everyone = memberRoles
const staff = memberRoles.filter((r) => r !== 'contributor')
const owners: readonly MemberRole[] = ['revops', 'admin']

/**
 * What a role may do at all. Whether it may do it to this record is decided beside the record
 * (`core/handoff`), by involvement. What is not listed here is refused.
 */
export const rolePermissions = {
  'session.own': everyone,
  'workspace.view': everyone,
  'workspace.manage': owners,
  'people.view': staff,
  'people.manage': owners,
  'people.availability': ['csm', 'sales_manager', 'cs_manager', 'ae', ...owners],
  'calendar.manage': owners,
  'key.manage': ['admin'],
  'playbook.view': staff,
  'playbook.manage': owners,
  'deal.view': staff,
  'deal.change': ['ae', 'sales_manager', ...owners],
  'answer.change': ['ae', 'csm', 'sales_manager', 'cs_manager', 'implementation_lead', ...owners],
  'answer.waive': ['sales_manager', 'cs_manager', ...owners],
  'handoff.view': staff,
  // CS only after a kickoff without a verdict; the record says so.
  'handoff.submit': ['ae', 'sales_manager', 'csm', 'cs_manager', ...owners],
  'handoff.judge': ['csm', 'cs_manager', ...owners],
  'handoff.steer': ['sales_manager', 'cs_manager', ...owners],
  'handoff.record': ['ae', 'csm', 'sales_manager', 'cs_manager', 'implementation_lead', ...owners],
  'step.work': ['ae', 'csm', 'sales_manager', 'cs_manager', 'implementation_lead', 'support', ...owners],
  'question.ask': ['csm', 'cs_manager', 'implementation_lead', ...owners],
  'question.answer': ['ae', 'sales_manager', ...owners],
  'escalation.work': ['sales_manager', 'cs_manager', ...owners],
  'connection.view': owners,
  'connection.manage': owners,
  'import.run': owners,
  'audit.view': ['executive', ...owners],
  // Mails hold invitation and sign-in links: whoever reads them could become anybody.
  'mail.view': ['admin'],
} as const satisfies Record<string, readonly MemberRole[]>

export type RolePermission = keyof typeof rolePermissions
export const permissionNames = Object.keys(rolePermissions) as RolePermission[]

/** Whether any of the roles carries the permission. */
export function rolesMay(roles: readonly MemberRole[], permission: RolePermission): boolean {
  const allowed: readonly MemberRole[] = rolePermissions[permission]
  return roles.some((role) => allowed.includes(role))
}

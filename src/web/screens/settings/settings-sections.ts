import type { RolePermission } from '../../../core/permission/role-permissions.ts'
import { may, type Session } from '../../session.ts'

export const sectionIds = [
  'workspace',
  'calendars',
  'keys',
  'mails',
  'audit',
  'notifications',
  'sessions',
] as const
export type SectionId = (typeof sectionIds)[number]

export type SettingsSection = {
  id: SectionId
  label: string
  group: 'Workspace' | 'You'
  needs: RolePermission
}

const all: readonly SettingsSection[] = [
  { id: 'workspace', label: 'Workspace', group: 'Workspace', needs: 'workspace.manage' },
  { id: 'calendars', label: 'Calendars', group: 'Workspace', needs: 'people.view' },
  { id: 'keys', label: 'API keys', group: 'Workspace', needs: 'key.manage' },
  { id: 'mails', label: 'Mails', group: 'Workspace', needs: 'mail.view' },
  { id: 'audit', label: 'Audit', group: 'Workspace', needs: 'audit.view' },
  { id: 'notifications', label: 'Notifications', group: 'You', needs: 'session.own' },
  { id: 'sessions', label: 'Devices and password', group: 'You', needs: 'session.own' },
]

/** The parts of Settings that this person may open. */
export function sectionsFor(session: Session): SettingsSection[] {
  return all.filter(({ needs }) => may(session, needs))
}

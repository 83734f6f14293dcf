export const handoffStatuses = [
  'preparing',
  'open',
  'submitted',
  'returned',
  'accepted',
  'confirmed',
  'cancelled',
] as const
export type HandoffStatus = (typeof handoffStatuses)[number]

export const stepStatuses = ['waiting', 'open', 'done', 'skipped', 'cancelled', 'imported'] as const
export type StepStatus = (typeof stepStatuses)[number]

export const verdictKinds = ['accepted', 'accepted_with_gaps', 'returned'] as const

/** Why a clock stands still; nothing else pauses one. */
export const pauseReasons = ['on_hold', 'waiting_for_customer', 'legal_review'] as const
export type PauseReason = (typeof pauseReasons)[number]

/** What a member may be in this workspace. */
export const memberRoles = [
  'ae',
  'csm',
  'sales_manager',
  'cs_manager',
  'revops',
  'executive',
  'admin',
  'implementation_lead',
  'support',
  'contributor',
] as const
export type MemberRole = (typeof memberRoles)[number]

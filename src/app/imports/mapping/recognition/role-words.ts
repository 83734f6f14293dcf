import { type MemberRole, memberRoles } from '../../../../core/handoff/vocabulary.ts'

const rules: [RegExp, MemberRole][] = [
  [/rev(enue)? ?op|sales ?op/i, 'revops'],
  [
    /(cs|customer success|success).*(manager|lead|head|director|vp)|(head|vp|director) (of )?(cs|customer success)/i,
    'cs_manager',
  ],
  [/customer success|\bcsm\b|success manager|kundenbetreu/i, 'csm'],
  [/implement|onboarding|delivery/i, 'implementation_lead'],
  [/support/i, 'support'],
  [/sales.*(manager|lead|director|head|vp)|(head|vp|director) (of )?sales|vertriebsleit/i, 'sales_manager'],
  [/account exec|\bae\b|sales|seller|\brep\b|account manager|vertrieb|verkauf|commercial|vendedor/i, 'ae'],
  [/chief|\bc[efor]o\b|executive|president|founder/i, 'executive'],
  [/admin/i, 'admin'],
]

/** The role a job title most likely means here; null where it does not say. */
export function roleOf(title: string): MemberRole | null {
  const exact = memberRoles.find((role) => role === title.trim().toLowerCase())
  if (exact) return exact
  // A customer success manager is a CSM; one who leads them says so in another word.
  if (/^(senior |junior |lead )?(enterprise )?customer success manager$/i.test(title.trim())) return 'csm'
  return rules.find(([words]) => words.test(title))?.[1] ?? null
}

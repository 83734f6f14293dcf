import type { peopleOperations } from '../../contract/people.ts'
import type { Verbs } from '../verbs.ts'
import { inviteMany } from './invite-many.ts'
import { inviteMember } from './invite-member.ts'
import { listMembers } from './list-members.ts'
import { restoreMember } from './restore-member.ts'
import { setAway } from './set-away.ts'
import { showMember } from './show-member.ts'
import { suspendMember } from './suspend-member.ts'
import { updateMember } from './update-member.ts'

export const peopleVerbs = {
  'member.list': listMembers,
  'member.show': showMember,
  'member.invite': inviteMember,
  'member.invite_many': inviteMany,
  'member.update': updateMember,
  'member.suspend': suspendMember,
  'member.restore': restoreMember,
  'member.set_away': setAway,
} satisfies Required<Pick<Verbs, keyof typeof peopleOperations>>

import type { MemberRole } from '../../../core/handoff/vocabulary.ts'
import { actingMemberId } from '../../context.ts'
import { loadDirectory } from '../../people/directory.ts'
import { effectivePlaybook } from '../../playbooks/current-playbook.ts'
import type { Verb } from '../../verbs.ts'
import { visibleTo } from '../../visible-to.ts'
import { loadWorkspace } from '../../workspaces/workspace-row.ts'
import type { Asking } from './asking.ts'
import { captureItems } from './capture-items.ts'
import { escalationItems } from './escalation-items.ts'
import { figuresOf } from './figures.ts'
import { groupsOf } from './groups-of.ts'
import { parkedItems } from './parked-items.ts'
import { questionItems } from './question-items.ts'
import { stepItems } from './step-items.ts'
import { verdictItems } from './verdict-items.ts'

/** Roles with work of their own; who has none of them opens Today to see how others stand. */
const doers: readonly MemberRole[] = ['ae', 'csm', 'implementation_lead', 'support']

/** What is owed, by when: by the one who asks, or by those whose work they may see. */
export const showToday: Verb<'handoff.today'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const { actor } = ctx
    const me = actingMemberId(actor)
    const roles = actor.kind === 'member' || actor.kind === 'api_key' ? actor.roles : []
    const as = input.as ?? (roles.some((role) => doers.includes(role)) ? 'me' : 'team')
    const seen = visibleTo(actor)
    const [directory, workspace, version] = await Promise.all([
      loadDirectory(tx),
      loadWorkspace(tx),
      effectivePlaybook(tx),
    ])
    const people = as === 'me' ? (me ? [me] : []) : seen === 'all' ? null : seen
    const asking: Asking = { ctx, tx, people, directory, currency: workspace.currency, version }
    const [overdue, next, verdicts, questions, capture, escalations, parked, figures] = await Promise.all([
      stepItems(asking, 'late'),
      stepItems(asking, 'next'),
      verdictItems(asking),
      questionItems(asking),
      captureItems(asking),
      escalationItems(asking),
      parkedItems(asking),
      as === 'team' ? figuresOf(asking) : [],
    ])
    const lists = { verdicts, overdue, next, questions, capture, escalations, parked }
    const groups = groupsOf(lists, as)
    const emptyBecause = groups.length === 0 ? whyEmpty(roles, as) : null
    return { as, others: seen === 'all' ? 'everyone' : 'team', groups, emptyBecause, figures }
  })

function whyEmpty(roles: readonly MemberRole[], as: 'me' | 'team'): string {
  if (as === 'team') return 'Nothing is late, escalated or due with the people whose work you see.'
  if (roles.includes('csm'))
    return 'Every handoff in your care is on time. A new one appears here the moment a contract is signed.'
  if (roles.includes('ae'))
    return 'You owe nothing. When one of your deals becomes likely to close, what is asked for next appears here.'
  return 'No step is yours, and nothing is escalated to you.'
}

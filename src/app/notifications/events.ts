import { type NotificationEvent, notificationEvents } from '../../contract/messages.ts'

export const mailChoices = ['at_once', 'digest', 'never'] as const
export type MailChoice = (typeof mailChoices)[number]
export type HowTold = { inApp: boolean; mail: MailChoice }

/** Every event one can be told of: its name on the screen of choices, where it stands in a digest, and how one hears of it who never chose. */
export const eventTable = {
  csm_named: { title: 'A customer is given to a CSM', group: 'news', inApp: true, mail: 'at_once' },
  handoff_opened: { title: 'A handoff opens', group: 'news', inApp: true, mail: 'at_once' },
  handoff_submitted: { title: 'A handoff waits for a verdict', group: 'asked', inApp: true, mail: 'at_once' },
  handoff_accepted: { title: 'A handoff is accepted', group: 'news', inApp: true, mail: 'at_once' },
  handoff_returned: { title: 'A handoff is returned', group: 'asked', inApp: true, mail: 'at_once' },
  question_asked: { title: 'Somebody asks a question', group: 'asked', inApp: true, mail: 'at_once' },
  question_answered: { title: 'A question is answered', group: 'news', inApp: true, mail: 'at_once' },
  step_reminder: { title: 'A step of mine is due soon', group: 'due', inApp: true, mail: 'at_once' },
  step_due: { title: 'A step of mine is due', group: 'due', inApp: true, mail: 'at_once' },
  escalation: { title: 'A late step is escalated to me', group: 'escalated', inApp: true, mail: 'at_once' },
  closed_dirty: { title: 'A deal is closed with gaps', group: 'asked', inApp: true, mail: 'at_once' },
  capacity_reached: { title: 'A CSM is over their limit', group: 'news', inApp: true, mail: 'digest' },
  contribution_answered: { title: 'A colleague answers for me', group: 'news', inApp: true, mail: 'digest' },
  import_finished: { title: 'An import is finished', group: 'news', inApp: true, mail: 'at_once' },
  hold_asked: {
    title: 'A handoff stands still and needs a decision',
    group: 'asked',
    inApp: true,
    mail: 'at_once',
  },
} as const satisfies Record<NotificationEvent, HowTold & { title: string; group: DigestGroup }>

/** The sections of a digest, the most pressing first. */
export const digestGroups = {
  escalated: 'Escalated to you',
  due: 'Due and late',
  asked: 'Asked of you',
  news: 'Good to know',
} as const
export type DigestGroup = keyof typeof digestGroups

export function asEvent(text: string): NotificationEvent | null {
  return notificationEvents.find((event) => event === text) ?? null
}

/** How somebody who never chose is told of an event. */
export function usualWay(event: NotificationEvent): HowTold {
  const { inApp, mail } = eventTable[event]
  return { inApp, mail }
}

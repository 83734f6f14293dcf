import type { messageOperations } from '../../contract/messages.ts'
import { listMails } from '../mail/list-mails.ts'
import { retryMail } from '../mail/retry-mail.ts'
import { showMail } from '../mail/show-mail.ts'
import type { Verbs } from '../verbs.ts'
import { chooseNotification, showChoices } from './choose.ts'
import { listNotifications, readNotifications } from './list-notifications.ts'

type MessageOperation = Exclude<keyof typeof messageOperations, `job.${string}`>

export const messageVerbs = {
  'notification.list': listNotifications,
  'notification.read': readNotifications,
  'notification.choices': showChoices,
  'notification.choose': chooseNotification,
  'mail.list': listMails,
  'mail.show': showMail,
  'mail.retry': retryMail,
} satisfies Required<Pick<Verbs, MessageOperation>>

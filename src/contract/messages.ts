import { z } from 'zod'
import { operation } from './operation.ts'
import * as s from './shapes.ts'

/** What people can be told about. */
export const notificationEvents = [
  'csm_named',
  'handoff_opened',
  'handoff_submitted',
  'handoff_accepted',
  'handoff_returned',
  'question_asked',
  'question_answered',
  'step_reminder',
  'step_due',
  'escalation',
  'closed_dirty',
  'capacity_reached',
  'contribution_answered',
  'import_finished',
  'hold_asked',
] as const
export type NotificationEvent = (typeof notificationEvents)[number]

const Choice = z.object({
  event: z.enum(notificationEvents),
  title: z.string(),
  inApp: z.boolean(),
  mail: z.enum(['at_once', 'digest', 'never']),
})
const MailRow = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  status: z.enum(['queued', 'sent', 'failed', 'kept', 'held']),
  error: z.string().nullable(),
  createdAt: s.instant,
  sentAt: s.instant.nullable(),
})

export const messageOperations = {
  'notification.list': operation({
    summary: 'List one’s notifications, newest first.',
    permission: 'session.own',
    input: z.strictObject({ unread: s.flag, cursor: s.cursor, limit: s.limit }),
    output: s
      .page(
        z.object({
          id: z.string(),
          event: z.string(),
          title: z.string(),
          body: z.string(),
          path: z.string(),
          createdAt: s.instant,
          readAt: s.instant.nullable(),
        }),
      )
      .extend({ unread: z.number() }),
  }),
  'notification.read': operation({
    summary: 'Mark notifications as read; without ids, all.',
    permission: 'session.own',
    input: z.strictObject({ ids: z.array(s.notificationId).max(200).optional() }),
    output: z.object({ unread: z.number() }),
  }),
  'notification.choices': operation({
    summary: 'Show what one is told about, and how.',
    permission: 'session.own',
    input: z.strictObject({}),
    output: z.object({ items: z.array(Choice) }),
  }),
  'notification.choose': operation({
    summary: 'Choose how to be told about an event.',
    permission: 'session.own',
    input: z.strictObject({
      event: z.enum(notificationEvents),
      inApp: z.boolean(),
      mail: z.enum(['at_once', 'digest', 'never']),
    }),
    output: z.object({ items: z.array(Choice) }),
  }),
  'mail.list': operation({
    summary: 'List mails sent, waiting or kept.',
    permission: 'mail.view',
    input: z.strictObject({
      status: z.enum(['queued', 'sent', 'failed', 'kept', 'held']).optional(),
      cursor: s.cursor,
      limit: s.limit,
    }),
    output: s.page(MailRow),
  }),
  'mail.show': operation({
    summary: 'Show one mail.',
    permission: 'mail.view',
    input: z.strictObject({ id: s.mailId }),
    output: MailRow.extend({ text: z.string(), html: z.string() }),
  }),
  'mail.retry': operation({
    summary: 'Send a mail that failed, or was kept or held.',
    permission: 'workspace.manage',
    input: z.strictObject({ id: s.mailId }),
    output: MailRow,
  }),
  'job.list_parked': operation({
    summary: 'List jobs that failed too often and wait for somebody.',
    permission: 'connection.view',
    input: z.strictObject({ cursor: s.cursor, limit: s.limit }),
    output: s.page(
      z.object({
        id: z.string(),
        job: z.string(),
        createdAt: s.instant,
        attempts: z.number(),
        error: z.string().nullable(),
      }),
    ),
  }),
  'job.retry': operation({
    summary: 'Run a parked job again.',
    permission: 'connection.manage',
    input: z.strictObject({ id: s.jobId }),
    output: z.object({ ok: z.literal(true) }),
  }),
}

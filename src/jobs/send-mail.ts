import { deliverMail } from '../app/mail/deliver-mail.ts'
import type { Job } from './job.ts'

export const sendMailJob: Job<'send-mail'> = {
  kind: 'long',
  // About two days: as long as a mail server may be away before its mails count as failed.
  mostTries: 12,
  run: (job, { mailId }) => deliverMail({ mailId, inTx: (work) => job.ctxIn(work), lastTry: job.lastTry }),
}

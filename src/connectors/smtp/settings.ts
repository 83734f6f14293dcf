import { z } from 'zod'
import { readAddress } from './mail-text.ts'

const address = z
  .string()
  .refine((text) => readAddress(text) !== null, 'expected one mail address such as crm@example.com')
const oneLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'expected one line')

/** How mail leaves: the settings of one mail server. */
export const SmtpSettings = z
  .strictObject({
    host: oneLine,
    port: z.int().min(1).max(65_535).default(587),
    /** `tls` from the first byte (465), `starttls` before anything is said (587), or `none` demanded: only where offered. */
    security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
    /** Needed for `none`: whoever sets it accepts that mails can be read and changed on their way. */
    allowUnencrypted: z.boolean().default(false),
    user: oneLine.optional(),
    password: z.string().min(1).max(1000).optional(),
    from: address,
    fromName: oneLine.optional(),
    /** Certificates of the operator's own authority, in PEM. */
    ca: z.string().optional(),
    /** For one mail, from connection to receipt. */
    timeoutMs: z.int().min(100).max(120_000).default(30_000),
  })
  .superRefine((settings, check) => {
    const fail = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message })
    if (settings.security === 'none' && !settings.allowUnencrypted)
      fail('security', 'expected tls or starttls; set allowUnencrypted to send mail in the clear')
    if ((settings.user === undefined) !== (settings.password === undefined))
      fail('password', 'expected user and password together')
  })
export type SmtpSettings = z.infer<typeof SmtpSettings>

import type { Connector } from '../kit/manifest.ts'
import { smtpManifest } from './manifest.ts'
import { SmtpSettings } from './settings.ts'

export { createMailer } from './create-mailer.ts'

export const smtp = { manifest: smtpManifest, settings: SmtpSettings } as const satisfies Connector

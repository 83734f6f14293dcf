import { z } from 'zod'
import { SignatureScheme } from '../kit/signature-scheme.ts'
import { WebhookMapping } from './mapping.ts'

/** How a webhook source is set up; its secret is kept apart, sealed. */
export const WebhookSettings = z.strictObject({ scheme: SignatureScheme, mapping: WebhookMapping })
export type WebhookSettings = z.infer<typeof WebhookSettings>

import { randomBytes } from 'node:crypto'
import { no } from '../../core/lib/result.ts'
import type { DealSource } from '../kit/deal-source.ts'
import type { Connector } from '../kit/manifest.ts'
import { webhookManifest } from './manifest.ts'
import { mapDelivery } from './mapper.ts'
import { webhookPresets } from './presets.ts'
import { WebhookSettings } from './settings.ts'

export const webhook = { manifest: webhookManifest, settings: WebhookSettings } as const satisfies Connector

/** Deals from any system that can call us with a signature. */
export const webhookSource: DealSource = {
  presets: webhookPresets,
  checkConfig(config) {
    const parsed = WebhookSettings.safeParse(config)
    if (parsed.success) return { ok: true, config: parsed.data }
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`),
    }
  },
  newSecret(scheme) {
    const random = randomBytes(32)
    return scheme.kind === 'standard-webhooks'
      ? `whsec_${random.toString('base64')}`
      : random.toString('base64url')
  },
  read(rawBody, config) {
    const parsed = WebhookSettings.safeParse(config)
    if (!parsed.success) return no('body_malformed', 'the mapping of this connection is not complete')
    return mapDelivery(rawBody, parsed.data.mapping)
  },
}

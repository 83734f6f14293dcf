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
    const settings = settingsOf(config)
    if (!settings) return no('body_malformed', 'the mapping of this connection is not complete')
    return mapDelivery(rawBody, settings.mapping)
  },
}

const checked = new WeakMap<object, WebhookSettings | null>()

/** Settings are checked once for each object that holds them: every delivery asks. */
function settingsOf(config: object): WebhookSettings | null {
  const known = checked.get(config)
  if (known !== undefined) return known
  const parsed = WebhookSettings.safeParse(config)
  const settings = parsed.success ? parsed.data : null
  checked.set(config, settings)
  return settings
}

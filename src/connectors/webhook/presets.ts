import type { SourceConfig } from '../kit/deal-source.ts'
import { schemePresets } from '../kit/signature-scheme.ts'
import type { WebhookMapping } from './mapping.ts'

/** The body we describe in our documentation: a typed event around deal, account, owner and contacts. */
const eventMapping = {
  occurredAt: 'timestamp',
  deal: {
    externalId: 'data.deal.id',
    name: 'data.deal.name',
    accountExternalId: 'data.account.id',
    accountName: 'data.account.name',
    ownerExternalId: 'data.owner.id',
    ownerEmail: 'data.owner.email',
    ownerName: 'data.owner.name',
    pipeline: 'data.deal.pipeline',
    stageId: 'data.deal.stage.id',
    stageLabel: 'data.deal.stage.label',
    dealType: 'data.deal.type',
    amount: { path: 'data.deal.amount', currency: 'data.deal.currency', unit: 'major' },
    annual: { path: 'data.deal.annual_value', currency: 'data.deal.currency', unit: 'major' },
    probability: { path: 'data.deal.probability', unit: 'percent' },
    products: { path: 'data.deal.products' },
    expectedCloseOn: { path: 'data.deal.expected_close_on', form: 'day' },
    createdOn: { path: 'data.deal.created_on', form: 'day' },
    wonAt: 'data.deal.won_at',
    lostAt: 'data.deal.lost_at',
    signedAt: 'data.deal.signed_at',
    allFields: 'data.deal.fields',
    allAnswers: 'data.answers',
  },
  contacts: {
    path: 'data.contacts',
    externalId: 'id',
    name: 'name',
    email: 'email',
    phone: 'phone',
    title: 'title',
    role: 'role',
  },
} as const satisfies WebhookMapping

/** One flat object per deal, as automation tools send rows. */
const flatMapping = {
  eventId: 'event_id',
  occurredAt: 'updated_at',
  deal: {
    externalId: 'deal_id',
    name: 'deal_name',
    accountExternalId: 'account_id',
    accountName: 'account_name',
    ownerEmail: 'owner_email',
    ownerName: 'owner_name',
    pipeline: 'pipeline',
    stageId: 'stage',
    dealType: 'deal_type',
    amount: { path: 'amount', currency: 'currency', unit: 'major' },
    probability: { path: 'probability', unit: 'percent' },
    expectedCloseOn: { path: 'close_date', form: 'day' },
    wonAt: 'won_at',
    lostAt: 'lost_at',
    signedAt: 'signed_at',
  },
} as const satisfies WebhookMapping

/** Settings to start from. */
export const webhookPresets = [
  {
    id: 'standard',
    title: 'Standard Webhooks',
    config: { scheme: schemePresets['standard-webhooks'], mapping: eventMapping },
  },
  {
    id: 'plain-hmac',
    title: 'Plain HMAC, flat body',
    config: { scheme: schemePresets['plain-hmac'], mapping: flatMapping },
  },
] as const satisfies ReadonlyArray<{ id: string; title: string; config: SourceConfig }>

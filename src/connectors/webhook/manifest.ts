import type { Manifest } from '../kit/manifest.ts'

export const webhookManifest = {
  id: 'webhook',
  title: 'Signed webhook',
  summary:
    'Any system that can call an address with a signature: a CRM, an automation tool, a script of your own.',
  capabilities: ['deals'],
  fields: [
    {
      name: 'scheme',
      label: 'How calls are signed',
      type: 'mapping',
      required: true,
      help: 'Standard Webhooks, an HMAC in a header, or a shared secret.',
    },
    {
      name: 'mapping',
      label: 'Where things stand in the body',
      type: 'mapping',
      required: true,
      help: 'Paths such as data.deal.amount; no code.',
    },
  ],
} as const satisfies Manifest

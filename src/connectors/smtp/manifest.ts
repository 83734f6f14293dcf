import type { Manifest } from '../kit/manifest.ts'

export const smtpManifest = {
  id: 'smtp',
  title: 'Mail by SMTP',
  summary: 'Sends notifications, digests, invitations and sign-in links through your mail server.',
  capabilities: ['mail'],
  fields: [
    {
      name: 'host',
      label: 'Mail server',
      type: 'text',
      required: true,
      help: 'For example smtp.example.com',
    },
    { name: 'port', label: 'Port', type: 'number', required: false, help: '587 for STARTTLS, 465 for TLS' },
    {
      name: 'security',
      label: 'Encryption',
      type: 'choice',
      required: false,
      options: [
        { value: 'starttls', label: 'STARTTLS, required' },
        { value: 'tls', label: 'TLS from the first byte' },
        { value: 'none', label: 'Only where offered' },
      ],
    },
    {
      name: 'allowUnencrypted',
      label: 'Allow mail without encryption',
      type: 'yes_no',
      required: false,
      help: 'Only for a mail server on the same machine or network: mails can be read and changed on their way.',
    },
    { name: 'user', label: 'User name', type: 'text', required: false },
    { name: 'password', label: 'Password', type: 'secret', required: false },
    { name: 'from', label: 'Sender address', type: 'text', required: true },
    { name: 'fromName', label: 'Sender name', type: 'text', required: false },
    {
      name: 'ca',
      label: 'Certificate authority (PEM)',
      type: 'text',
      required: false,
      help: 'Only for a private authority.',
    },
    { name: 'timeoutMs', label: 'Time limit in milliseconds', type: 'number', required: false },
  ],
} as const satisfies Manifest

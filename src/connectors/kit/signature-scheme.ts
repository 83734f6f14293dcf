import { z } from 'zod'

const headerName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a header name in lower case, such as x-signature')
const prefix = z
  .string()
  .max(20)
  .regex(/^[\x20-\x7e]*$/, 'expected visible ASCII characters')

const placeholders = ['timestamp', 'body', 'id', 'method', 'url'] as const
type Placeholder = (typeof placeholders)[number]

export type TemplatePart = { text: string } | { value: Placeholder }

/** `v0:{timestamp}:{body}` as parts; null where a name in braces is not known. */
export function templateParts(template: string): TemplatePart[] | null {
  const parts: TemplatePart[] = []
  for (const piece of template.split(/(\{[^{}]*\})/)) {
    const value = placeholders.find((known) => piece === `{${known}}`)
    if (value) parts.push({ value })
    else if (/[{}]/.test(piece)) return null
    else if (piece !== '') parts.push({ text: piece })
  }
  return parts
}

const standardWebhooks = z.strictObject({ kind: z.literal('standard-webhooks') })

const hmac = z
  .strictObject({
    kind: z.literal('hmac'),
    algo: z.enum(['sha256', 'sha512']),
    encoding: z.enum(['hex', 'base64']),
    /** Header that carries the signature. */
    header: headerName,
    /** What stands before the signature in that header, such as `sha256=`. */
    prefix: prefix.default(''),
    /** What is signed: any of {timestamp}, {body}, {id}, {method}, {url} and fixed text. */
    template: z.string().max(200),
    tsHeader: headerName.optional(),
    tsUnit: z.enum(['s', 'ms']).default('s'),
    toleranceSec: z.int().min(1).max(3600).default(300),
    idHeader: headerName.optional(),
  })
  .superRefine((scheme, check) => {
    const fail = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message })
    const parts = templateParts(scheme.template)
    if (parts === null)
      return fail(
        'template',
        `expected only these names in braces: ${placeholders.map((p) => `{${p}}`).join(', ')}`,
      )
    const signs = (value: Placeholder) => parts.some((part) => 'value' in part && part.value === value)
    if (!signs('body'))
      fail('template', 'expected {body}: a signature that leaves the body out protects nothing')
    if (signs('timestamp') && scheme.tsHeader === undefined)
      fail('tsHeader', 'expected the header of {timestamp}')
    if (signs('id') && scheme.idHeader === undefined) fail('idHeader', 'expected the header of {id}')
    if (scheme.tsHeader !== undefined && !signs('timestamp'))
      fail('template', 'expected {timestamp}: a time that is not signed can be changed by anyone')
  })

const sharedSecret = z.strictObject({
  kind: z.literal('static'),
  /** Header that carries the shared secret itself. */
  header: headerName,
  prefix: prefix.default(''),
  idHeader: headerName.optional(),
})

/** How a source proves that a delivery is its own, as data. */
export const SignatureScheme = z.discriminatedUnion('kind', [standardWebhooks, hmac, sharedSecret])
export type SignatureScheme = z.infer<typeof SignatureScheme>
export type HmacScheme = z.infer<typeof hmac>
export type SharedSecretScheme = z.infer<typeof sharedSecret>

/** Schemes to start from. */
export const schemePresets = {
  'standard-webhooks': { kind: 'standard-webhooks' },
  'plain-hmac': {
    kind: 'hmac',
    algo: 'sha256',
    encoding: 'hex',
    header: 'x-signature',
    prefix: 'sha256=',
    template: '{timestamp}.{body}',
    tsHeader: 'x-timestamp',
    tsUnit: 's',
    toleranceSec: 300,
    idHeader: 'x-event-id',
  },
} as const satisfies Record<string, SignatureScheme>

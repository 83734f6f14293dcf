import { Section } from '../../../ui/Section.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { FieldProblem } from './MappingTab.tsx'

type Scheme = Readonly<Record<string, unknown>>

type SchemeFormProps = {
  scheme: Scheme
  problems: readonly FieldProblem[]
  onChange: (scheme: Record<string, unknown>) => void
}

const kinds = [
  { value: 'standard-webhooks', label: 'Standard Webhooks' },
  { value: 'hmac', label: 'HMAC in a header' },
  { value: 'static', label: 'Shared secret' },
] as const
type Kind = (typeof kinds)[number]['value']

const starts: Readonly<Record<Kind, Record<string, unknown>>> = {
  'standard-webhooks': { kind: 'standard-webhooks' },
  hmac: {
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
  static: { kind: 'static', header: 'x-secret', prefix: '' },
}

const words: Readonly<Record<Kind, string>> = {
  'standard-webhooks':
    'The sender signs id, time and body, and sends them in the headers webhook-id, webhook-timestamp and webhook-signature.',
  hmac: 'The sender puts an HMAC of what the template says into a header.',
  static:
    'The sender puts the secret itself into a header. Only for systems that cannot sign: it proves less.',
}

type Line = { name: string; label: string; hint?: string; optional?: boolean }

const lines: Readonly<Record<Kind, readonly Line[]>> = {
  'standard-webhooks': [],
  hmac: [
    { name: 'header', label: 'Header with the signature' },
    { name: 'prefix', label: 'Stands before it', optional: true },
    { name: 'template', label: 'What is signed', hint: 'Any of {timestamp}, {body}, {id}, {method}, {url}' },
    { name: 'tsHeader', label: 'Header with the time', optional: true },
    { name: 'idHeader', label: 'Header with the event id', optional: true },
  ],
  static: [
    { name: 'header', label: 'Header with the secret' },
    { name: 'prefix', label: 'Stands before it', optional: true },
    { name: 'idHeader', label: 'Header with the event id', optional: true },
  ],
}

/** How a call proves that it is genuine. */
export function SchemeForm({ scheme, problems, onChange }: SchemeFormProps) {
  const kind = kinds.find((one) => one.value === scheme['kind'])?.value ?? 'standard-webhooks'
  const set = (name: string, value: string | undefined) =>
    onChange(
      Object.fromEntries(Object.entries({ ...scheme, [name]: value }).filter(([, one]) => one !== undefined)),
    )
  return (
    <Section title="How calls are signed" description={words[kind]}>
      <div className="flex flex-col gap-4 pt-3">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Kind of signature"
            options={kinds}
            value={kind}
            onChange={(next) => onChange(starts[next])}
          />
        </div>
        {kind === 'hmac' && (
          <div className="flex flex-wrap gap-x-6 gap-y-3">
            <Segmented
              showLabel
              size="sm"
              label="Hash"
              options={[
                { value: 'sha256', label: 'SHA-256' },
                { value: 'sha512', label: 'SHA-512' },
              ]}
              value={scheme['algo'] === 'sha512' ? 'sha512' : 'sha256'}
              onChange={(algo) => set('algo', algo)}
            />
            <Segmented
              showLabel
              size="sm"
              label="Written in"
              options={[
                { value: 'hex', label: 'Hex' },
                { value: 'base64', label: 'Base64' },
              ]}
              value={scheme['encoding'] === 'base64' ? 'base64' : 'hex'}
              onChange={(encoding) => set('encoding', encoding)}
            />
            <Segmented
              showLabel
              size="sm"
              label="Time in"
              options={[
                { value: 's', label: 'Seconds' },
                { value: 'ms', label: 'Milliseconds' },
              ]}
              value={scheme['tsUnit'] === 'ms' ? 'ms' : 's'}
              onChange={(unit) => set('tsUnit', unit)}
            />
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          {lines[kind].map(({ name, label, hint, optional }) => (
            <TextField
              key={name}
              label={label}
              {...(hint && { hint })}
              {...(optional && { optional })}
              spellCheck={false}
              autoCapitalize="off"
              value={typeof scheme[name] === 'string' ? scheme[name] : ''}
              onChange={(value) => set(name, value === '' && optional ? undefined : value)}
              error={problems.find(({ path }) => path === `config.scheme.${name}`)?.message ?? null}
            />
          ))}
        </div>
      </div>
    </Section>
  )
}

import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { VerifyInput } from './signature.ts'
import { isOurFault, readSecret, signatureHeaders, verifySignature } from './signature.ts'
import { SignatureScheme, schemePresets } from './signature-scheme.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const at = (sec: number) => new Date(sec * 1000).toISOString()
const outcome = (input: VerifyInput) => {
  const result = verifySignature(input)
  return result.ok ? 'accepted' : result.code
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const otherSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const sec = 1_614_265_330
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const body = '{"test": 2432232314}'
const vector = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

function standard(
  change: {
    headers?: Record<string, string | string[] | undefined>
    body?: string
  } & Partial<VerifyInput> = {},
): VerifyInput {
  const { headers, body: otherBody, ...rest } = change
  return {
    scheme: { kind: 'standard-webhooks' },
    secrets: { current: secret },
    method: 'POST',
    url: 'https://example.test/hooks',
    headers: { 'webhook-id': id, 'webhook-timestamp': String(sec), 'webhook-signature': vector, ...headers },
    rawBody: utf8(otherBody ?? body),
    now: at(sec),
    ...rest,
  }
}

describe('Standard Webhooks', () => {
  test('the published vector is accepted and its id and time returned', () => {
    expect(verifySignature(standard())).toEqual({ ok: true, value: { eventId: id, timestamp: at(sec) } })
  })

  const wrong = `v1,${'A'.repeat(43)}=`
  const withSignature = (value: string | undefined) => standard({ headers: { 'webhook-signature': value } })
  const flipped = body.replace('2432232314', '2432232315')
  test.each<[string, VerifyInput, string]>([
    ['right length, wrong signature', withSignature(wrong), 'signature_mismatch'],
    ['one character of the body changed', standard({ body: flipped }), 'signature_mismatch'],
    [
      'JSON written anew instead of the raw bytes',
      standard({ body: JSON.stringify(JSON.parse(body)) }),
      'signature_mismatch',
    ],
    ['another id', standard({ headers: { 'webhook-id': 'msg_other' } }), 'signature_mismatch'],
    [
      'another time inside the window',
      standard({ headers: { 'webhook-timestamp': String(sec + 1) } }),
      'signature_mismatch',
    ],
    ['lower case', withSignature(vector.toLowerCase()), 'signature_mismatch'],
    [
      'the base64 alphabet for URLs',
      withSignature(vector.replaceAll('+', '-').replaceAll('/', '_')),
      'signature_malformed',
    ],
    ['no padding', withSignature(vector.slice(0, -1)), 'signature_malformed'],
    ['a space after the comma', withSignature(vector.replace(',', ', ')), 'signature_malformed'],
    ['bits behind the end of the base64', withSignature(vector.replace('OE=', 'OF=')), 'signature_mismatch'],
    [
      'hexadecimal',
      withSignature(`v1,${Buffer.from(vector.slice(3), 'base64').toString('hex')}`),
      'signature_malformed',
    ],
    ['three signatures, one of them right', withSignature(`${wrong} ${vector} ${wrong}`), 'accepted'],
    ['an unknown version beside the right one', withSignature(`v9,abc v1a,def ${vector}`), 'accepted'],
    ['only version 0', withSignature(vector.replace('v1', 'v0')), 'signature_malformed'],
    ['eleven signatures', withSignature(`${`${wrong} `.repeat(10)}${vector}`), 'signature_malformed'],
    [
      'two signature headers',
      standard({ headers: { 'webhook-signature': [vector, vector] } }),
      'header_repeated',
    ],
    ['no signature', withSignature(undefined), 'header_missing'],
    ['an empty signature', withSignature(''), 'header_missing'],
    ['no id', standard({ headers: { 'webhook-id': undefined } }), 'header_missing'],
    [
      'an id with a full stop, which would move the borders',
      standard({ headers: { 'webhook-id': 'a.b' } }),
      'id_malformed',
    ],
    ['an id of 201 characters', standard({ headers: { 'webhook-id': 'a'.repeat(201) } }), 'id_malformed'],
    ['an id with a line break', standard({ headers: { 'webhook-id': 'a\nb' } }), 'id_malformed'],
    [
      'an algorithm named by the request',
      standard({ headers: { 'webhook-algorithm': 'none', 'webhook-signature': 'none,' } }),
      'signature_malformed',
    ],
    ["another tenant's secret", standard({ secrets: { current: otherSecret } }), 'signature_mismatch'],
  ])('%s: %#', (_, input, expected) => {
    expect(outcome(input)).toBe(expected)
  })

  test.each<[string, string | undefined, string]>([
    ['299 s ago', String(sec - 299), 'signature_mismatch'],
    ['299 s ahead', String(sec + 299), 'signature_mismatch'],
    ['301 s ago', String(sec - 301), 'timestamp_outside_window'],
    ['301 s ahead', String(sec + 301), 'timestamp_outside_window'],
    ['milliseconds', `${sec}000`, 'timestamp_malformed'],
    ['negative', `-${sec}`, 'timestamp_malformed'],
    ['NaN', 'NaN', 'timestamp_malformed'],
    ['1e20', '1e20', 'timestamp_malformed'],
    ['a fraction', `${sec}.0`, 'timestamp_malformed'],
    ['a leading zero', `0${sec}`, 'timestamp_malformed'],
    ['a space', ` ${sec}`, 'timestamp_malformed'],
    ['other digits', '１６１４２６５３３０', 'timestamp_malformed'],
    ['missing', undefined, 'header_missing'],
  ])('the time %s', (_, written, expected) => {
    expect(outcome(standard({ headers: { 'webhook-timestamp': written } }))).toBe(expected)
  })

  test.each([
    [-301, 'timestamp_outside_window'],
    [-299, 'accepted'],
    [299, 'accepted'],
    [301, 'timestamp_outside_window'],
  ])('a good signature %i s away from now', (offset, expected) => {
    expect(outcome(standard({ now: at(sec + offset) }))).toBe(expected)
  })

  test('the secret before the rotation counts until its end and not after', () => {
    const rotated = (until: number) =>
      standard({ secrets: { current: otherSecret, previous: { secret, until: at(until) } } })
    expect(outcome(rotated(sec + 1))).toBe('accepted')
    expect(outcome(rotated(sec))).toBe('signature_mismatch')
  })

  test.each<[string, string]>([
    ['', 'secret_missing'],
    ['   ', 'secret_missing'],
    ['whsec_', 'secret_malformed'],
    ['whsec_c2hvcnQ=', 'secret_malformed'],
    [secret.slice(6), 'secret_malformed'],
    [`${secret}=`, 'secret_malformed'],
    ['undefined', 'secret_malformed'],
  ])('an endpoint with the secret %j refuses all and is our own fault', (bad, expected) => {
    const result = verifySignature(standard({ secrets: { current: bad } }))
    expect(result.ok ? 'accepted' : result.code).toBe(expected)
    expect(!result.ok && isOurFault(result.code)).toBe(true)
  })

  test('an empty previous secret opens nothing', () => {
    const forged = createHmac('sha256', '').update(`${id}.${sec}.${body}`).digest('base64')
    const input = standard({
      headers: { 'webhook-signature': `v1,${forged}` },
      secrets: { current: otherSecret, previous: { secret: '', until: at(sec + 60) } },
    })
    expect(outcome(input)).toBe('signature_mismatch')
  })
})

describe('against the standardwebhooks package', () => {
  const texts = [
    '{"a":1}',
    '{"name":"Žluťoučký 😀"}',
    ' \r\n{"x":"y"}\n',
    '[]',
    `{"long":"${'x'.repeat(20_000)}"}`,
  ]
  test.each(texts)('it accepts what we sign, we accept what it signs (%#)', (text) => {
    const now = new Date()
    const signed = signatureHeaders(schemePresets['standard-webhooks'], secret, {
      method: 'POST',
      url: '',
      id: 'msg_1',
      at: now.toISOString(),
      rawBody: utf8(text),
    })
    if (!signed.ok) throw new Error(signed.reason)
    expect(new Webhook(secret).verify(text, signed.value)).toEqual(JSON.parse(text))
    const theirs = {
      'webhook-id': 'msg_2',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_2', now, text),
    }
    expect(outcome(standard({ headers: theirs, body: text, now: now.toISOString() }))).toBe('accepted')
    expect(() => new Webhook(otherSecret).verify(text, signed.value)).toThrow('No matching signature')
  })
})

const slack: SignatureScheme = SignatureScheme.parse({
  kind: 'hmac',
  algo: 'sha256',
  encoding: 'hex',
  header: 'x-slack-signature',
  prefix: 'v0=',
  template: 'v0:{timestamp}:{body}',
  tsHeader: 'x-slack-request-timestamp',
})
const slackBody =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
  '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
  '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
const slackDigest = 'a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'

describe('schemes as data', () => {
  const slackWith = (signature: string): VerifyInput => ({
    scheme: slack,
    secrets: { current: '8f742231b10e8888abcd99yyyzzz85a5' },
    method: 'POST',
    url: '',
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': '1531420618' },
    rawBody: utf8(slackBody),
    now: at(1_531_420_618),
  })
  test.each([
    [`v0=${slackDigest}`, 'accepted'],
    [`v0=${slackDigest.toUpperCase()}`, 'signature_mismatch'],
    [`V0=${slackDigest}`, 'signature_malformed'],
    [slackDigest, 'signature_malformed'],
    [`v0=${slackDigest} `, 'signature_malformed'],
    [`v0=${Buffer.from(slackDigest, 'hex').toString('base64')}`, 'signature_malformed'],
    [`v0=${slackDigest.slice(0, -1)}`, 'signature_malformed'],
  ])("Slack's published vector written as %s", (signature, expected) => {
    expect(outcome(slackWith(signature))).toBe(expected)
  })

  const hubspot = SignatureScheme.parse({
    kind: 'hmac',
    algo: 'sha256',
    encoding: 'base64',
    header: 'x-hubspot-signature-v3',
    template: '{method}{url}{body}{timestamp}',
    tsHeader: 'x-hubspot-request-timestamp',
    tsUnit: 'ms',
  })
  const hubspotWith = (headers: Record<string, string>): VerifyInput => ({
    scheme: hubspot,
    secrets: { current: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy' },
    method: 'POST',
    url: 'https://example.test/hooks?x=1',
    headers: { 'x-hubspot-request-timestamp': `${sec}123`, ...headers },
    rawBody: utf8('[{"eventId":1}]'),
    now: at(sec),
  })
  const v3 = createHmac('sha256', 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy')
    .update(`POSThttps://example.test/hooks?x=1[{"eventId":1}]${sec}123`)
    .digest('base64')
  test('method, address, body and milliseconds in one signature', () => {
    expect(outcome(hubspotWith({ 'x-hubspot-signature-v3': v3 }))).toBe('accepted')
    expect(
      outcome({ ...hubspotWith({ 'x-hubspot-signature-v3': v3 }), url: 'https://example.test/hooks?x=2' }),
    ).toBe('signature_mismatch')
    expect(outcome({ ...hubspotWith({ 'x-hubspot-signature-v3': v3 }), method: 'GET' })).toBe(
      'signature_mismatch',
    )
  })
  test('an older signature where the newer is required', () => {
    expect(outcome(hubspotWith({ 'x-hubspot-signature': v3, 'x-hubspot-signature-version': 'v1' }))).toBe(
      'header_missing',
    )
  })

  test('a shared secret in a header', () => {
    const shared: SignatureScheme = { kind: 'static', header: 'x-secret', prefix: 'Bearer ' }
    const withHeader = (value: string): VerifyInput => ({
      ...standard(),
      scheme: shared,
      secrets: { current: 'a-long-shared-secret' },
      headers: { 'x-secret': value },
    })
    expect(outcome(withHeader('Bearer a-long-shared-secret'))).toBe('accepted')
    expect(outcome(withHeader('Bearer a-long-shared-secreT'))).toBe('signature_mismatch')
    expect(outcome(withHeader('bearer a-long-shared-secret'))).toBe('signature_mismatch')
    expect(outcome(withHeader('a-long-shared-secret'))).toBe('signature_mismatch')
  })

  test.each(Object.entries(schemePresets))(
    'what is signed by the preset %s is accepted, once changed it is not',
    (name, preset) => {
      const scheme = SignatureScheme.parse(preset)
      const current = name === 'standard-webhooks' ? secret : 'a-long-shared-secret'
      const request = {
        method: 'POST',
        url: 'https://x.test/',
        id: 'evt_1',
        at: at(sec),
        rawBody: utf8(body),
      }
      const signed = signatureHeaders(scheme, current, request)
      if (!signed.ok) throw new Error(signed.reason)
      const input: VerifyInput = {
        ...request,
        scheme,
        secrets: { current },
        headers: signed.value,
        now: at(sec + 10),
      }
      expect(verifySignature(input)).toEqual({ ok: true, value: { eventId: 'evt_1', timestamp: at(sec) } })
      expect(outcome({ ...input, rawBody: utf8(`${body} `) })).toBe('signature_mismatch')
    },
  )

  const base = { kind: 'hmac', algo: 'sha256', encoding: 'hex', header: 'x-sig', template: '{body}' }
  test.each<[string, unknown]>([
    ['a body that is not signed', { ...base, template: '{timestamp}', tsHeader: 'x-ts' }],
    ['an unknown name in braces', { ...base, template: '{body}{constructor}' }],
    ['braces that do not close', { ...base, template: '{body' }],
    ['a time without its header', { ...base, template: '{timestamp}{body}' }],
    ['a time that is not signed', { ...base, tsHeader: 'x-ts' }],
    ['an id without its header', { ...base, template: '{id}{body}' }],
    ['a weak algorithm', { ...base, algo: 'md5' }],
    ['a header name with a line break', { ...base, header: 'x-sig\r\nx' }],
    ['an unknown kind', { kind: 'none' }],
    ['an unknown setting', { ...base, skip: true }],
  ])('a scheme with %s is refused when saved and when used', (_, scheme) => {
    expect(SignatureScheme.safeParse(scheme).success).toBe(false)
    const forged = scheme as SignatureScheme
    expect(outcome({ ...standard(), scheme: forged })).toBe('scheme_malformed')
  })

  test('a weak secret is refused when saved', () => {
    expect(readSecret(slack, 'short')).toMatchObject({ ok: false, code: 'secret_malformed' })
    expect(readSecret(slack, 'with spaces in the middle')).toMatchObject({
      ok: false,
      code: 'secret_malformed',
    })
  })
})

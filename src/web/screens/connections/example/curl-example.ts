type Scheme = Readonly<Record<string, unknown>>

type Example = { scheme: Scheme; url: string; body: string; secret: string | null }

/** A script for a terminal that signs an event as the scheme says and sends it. Needs only openssl and curl. */
export function curlExample({ scheme, url, body, secret }: Example): string {
  const lines = [
    `URL='${url}'`,
    `SECRET=${secret === null ? "'your secret'" : quoted(secret)}`,
    `BODY=${quoted(body)}`,
    'TIME=$(date +%s)',
    'ID="test-$TIME"',
    ...signing(scheme),
  ]
  const headers = ["-H 'content-type: application/json'", ...headersOf(scheme)]
  return `${lines.join('\n')}\ncurl -i "$URL" \\\n  ${headers.join(' \\\n  ')} \\\n  --data-raw "$BODY"\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function signing(scheme: Scheme): string[] {
  if (scheme['kind'] === 'standard-webhooks') {
    return [
      'KEY=$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -vtx1 | tr -d \' \\n\')',
      'SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)',
    ]
  }
  if (scheme['kind'] !== 'hmac') return []
  const signed = String(scheme['template'] ?? '{body}')
    .replaceAll(/["$`\\]/g, (character) => `\\${character}`)
    .replaceAll('{timestamp}', '$TIME')
    .replaceAll('{body}', '$BODY')
    .replaceAll('{id}', '$ID')
    .replaceAll('{method}', 'POST')
    .replaceAll('{url}', '$URL')
  const digest = `printf %s "${signed}" | openssl dgst -${String(scheme['algo'] ?? 'sha256')} -hmac "$SECRET" -binary`
  const encode = scheme['encoding'] === 'base64' ? "base64 | tr -d '\\n'" : "od -An -vtx1 | tr -d ' \\n'"
  return [...(scheme['tsUnit'] === 'ms' ? ['TIME="${TIME}000"'] : []), `SIGNATURE=$(${digest} | ${encode})`]
}

function headersOf(scheme: Scheme): string[] {
  const id = scheme['idHeader'] === undefined ? [] : [`-H "${String(scheme['idHeader'])}: $ID"`]
  if (scheme['kind'] === 'standard-webhooks')
    return ['-H "webhook-id: $ID"', '-H "webhook-timestamp: $TIME"', '-H "webhook-signature: v1,$SIGNATURE"']
  const prefix = String(scheme['prefix'] ?? '')
  const header = String(scheme['header'] ?? '')
  if (scheme['kind'] === 'static') return [`-H "${header}: ${prefix}$SECRET"`, ...id]
  const time = scheme['tsHeader'] === undefined ? [] : [`-H "${String(scheme['tsHeader'])}: $TIME"`]
  return [`-H "${header}: ${prefix}$SIGNATURE"`, ...time, ...id]
}

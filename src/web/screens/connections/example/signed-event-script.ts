import { curlExample } from './curl-example.ts'
import { type ExampleOwn, exampleBody } from './example-body.ts'

type Source = {
  scheme: Readonly<Record<string, unknown>>
  mapping: Readonly<Record<string, unknown>>
  url: string
  secret: string | null
  own: ExampleOwn
}

/** A script that sends an event about an invented deal, won just now, as this source expects it. */
export function signedEventScript({ scheme, mapping, url, secret, own }: Source): string {
  const body = JSON.stringify(exampleBody(mapping, new Date().toISOString(), own), null, 2)
  return curlExample({ scheme, url, body, secret })
}

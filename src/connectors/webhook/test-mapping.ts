import type { SourceItem } from '../kit/deal-source.ts'
import { problemSentence } from '../kit/deal-source.ts'
import { mapDelivery } from './mapper.ts'
import { WebhookMapping } from './mapping.ts'
import { webhookPresets } from './presets.ts'

/** A body as it comes over the wire. */
export const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const standard = WebhookMapping.parse(webhookPresets[0].config.mapping)

/** The items of a body that can be read. */
export function mapItems(body: unknown, mapping: unknown = standard): SourceItem[] {
  const result = mapDelivery(bytes(body), WebhookMapping.parse(mapping))
  if (!result.ok) throw new Error(result.reason)
  return result.value
}

/** The deal of a body with one good item. */
export function dealOf(body: unknown, mapping?: unknown) {
  const [item] = mapItems(body, mapping)
  if (!item?.ok) throw new Error(item?.problems.map(problemSentence).join(' ') ?? 'no item')
  return item.deal
}

/** All that is wrong with a body, in sentences. */
export function problemsOf(body: unknown, mapping?: unknown): string[] {
  return mapItems(body, mapping).flatMap((item) => (item.ok ? [] : item.problems.map(problemSentence)))
}

import type { Result } from '../../core/lib/result.ts'
import type { IncomingDeal } from './incoming.ts'
import type { SignatureScheme } from './signature-scheme.ts'

/** One thing in a body that could not be understood. */
export type MappingProblem = {
  /** What it was meant for: `deal.amount`. */
  field: string
  /** Where it was looked for: `data.deal.amount`. */
  path: string
  expected: string
  found: string
}

/** What one item of a delivery became. An item that cannot be understood stands alone: the others go on. */
export type SourceItem = {
  /** Its place in the delivery, from 0. */
  index: number
  /** The source's own id of this event; null where it gives none. */
  eventId: string | null
  /** A delivery of this item alone, to be kept where it has to wait or be mended. */
  body: Uint8Array
} & ({ ok: true; deal: IncomingDeal } | { ok: false; problems: MappingProblem[] })

export const deliveryRefusals = ['body_malformed', 'not_expected', 'no_list', 'too_many_items'] as const
export type DeliveryRefusal = (typeof deliveryRefusals)[number]

/** How a connection of this kind is set up: proof of origin, and where in the body things stand. */
export type SourceConfig = { scheme: SignatureScheme; mapping: Readonly<Record<string, unknown>> }

/** A system that tells of deals by calling us. */
export type DealSource = {
  presets: ReadonlyArray<{ id: string; title: string; config: SourceConfig }>
  /** The settings in their full form, or one sentence for each thing that is wrong with them. */
  checkConfig(config: unknown): { ok: true; config: SourceConfig } | { ok: false; problems: string[] }
  /** A new secret that fits the scheme. */
  newSecret(scheme: SignatureScheme): string
  /** The items of a delivery; refused only where the body as a whole cannot be read. */
  read(rawBody: Uint8Array, config: SourceConfig): Result<SourceItem[], DeliveryRefusal>
}

/** A problem in a sentence for the person who mends the mapping or the source. */
export function problemSentence(problem: MappingProblem): string {
  return `${problem.path} (for ${problem.field}): expected ${problem.expected}, found ${problem.found}.`
}

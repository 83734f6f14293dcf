import type { z } from 'zod'

/** What a connector can do for the product; verbs ask for these and never for a system by name. */
export const capabilities = ['deals', 'mail'] as const
export type Capability = (typeof capabilities)[number]

/** A field of the form by which a connector is set up. A `secret` is sealed when stored and never shown again. */
export type FormField = { name: string; label: string; help?: string; required: boolean } & (
  | { type: 'text' | 'secret' | 'number' | 'yes_no' | 'mapping' }
  | { type: 'choice'; options: ReadonlyArray<{ value: string; label: string }> }
)

/** What the settings screen draws itself from. */
export type Manifest = {
  id: string
  title: string
  /** What it is good for, in one sentence. */
  summary: string
  capabilities: readonly Capability[]
  fields: readonly FormField[]
}

/** An entry of the list of connectors. The connector is on only where its settings parse. */
export type Connector = { manifest: Manifest; settings: z.ZodType }

import type { Connector } from './kit/manifest.ts'
import { smtp } from './smtp/index.ts'
import { webhook } from './webhook/index.ts'

/** Every connector there is; the settings screen and the tests go through this list. */
export const connectors = [webhook, smtp] as const satisfies readonly Connector[]

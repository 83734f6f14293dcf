import type { Stage } from './stage.ts'

/** What somebody does with the product from begin to end, named as they would name it. */
export type Journey = { name: string; seconds?: number; run: (stage: Stage) => Promise<void> }

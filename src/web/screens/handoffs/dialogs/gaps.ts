import type { Brief, BriefItem } from '../../../../contract/deals.ts'
import { isMissing } from '../../../components/brief/brief-items.ts'

/** A gap as it is sent back: which answer, and what about it. */
export type Gap = { requirementId: string; text: string }

/** What comes into question first: what is missing, then what is weak. */
export function likelyGaps(brief: Brief): BriefItem[] {
  const missing = brief.items.filter(isMissing)
  const weak = brief.items.filter((item) => !isMissing(item) && item.lost.length > 0)
  return [...missing, ...weak]
}

/** Words to begin with, so that a gap is one click; to be made better by whoever returns it. */
export function firstWords(item: BriefItem): string {
  if (isMissing(item)) return `${item.label} is missing.`
  return item.lost[0]?.sentence ?? ''
}

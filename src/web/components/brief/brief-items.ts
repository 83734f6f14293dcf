import type { Brief, BriefItem } from '../../../contract/deals.ts'

export const briefViews = ['all', 'missing', 'weak', 'questions'] as const
export type BriefView = (typeof briefViews)[number]

const unsaid = new Set<BriefItem['status']>(['missing', 'expired', 'unknown'])

/** Asked for by this tier, due by now, and not there. */
export function isMissing(item: BriefItem): boolean {
  return item.need !== 'optional' && unsaid.has(item.status)
}

/** Nothing was said, and nobody has to say anything yet: folded away until somebody wants it. */
export function isQuiet(item: BriefItem): boolean {
  const silent = item.status === 'missing' && (item.need === 'optional' || !item.due)
  return silent || item.status === 'not_applicable_by_rule'
}

export function belongsTo(view: BriefView, item: BriefItem): boolean {
  switch (view) {
    case 'all':
      return true
    case 'missing':
      return isMissing(item)
    case 'weak':
      return item.lost.length > 0
    case 'questions':
      return item.openQuestions > 0
  }
}

export type SectionView = {
  id: string
  title: string
  hint: string | null
  loud: BriefItem[]
  quiet: BriefItem[]
  given: number
  required: number
}

const counted = new Set<BriefItem['status']>(['given', 'none', 'missing', 'expired', 'unknown'])

/** The brief by its sections: what is shown, what is folded, and how far each has come. */
export function sectionsOf(brief: Brief, view: BriefView): SectionView[] {
  return brief.sections
    .map((section) => {
      const items = brief.items.filter((item) => item.section === section.id)
      const asked = items.filter((item) => item.need !== 'optional' && counted.has(item.status))
      const shown = items.filter((item) => belongsTo(view, item))
      return {
        ...section,
        loud: shown.filter((item) => view !== 'all' || !isQuiet(item)),
        quiet: view === 'all' ? shown.filter(isQuiet) : [],
        given: asked.filter(({ status }) => status === 'given' || status === 'none').length,
        required: asked.length,
      }
    })
    .filter((section) => section.loud.length + section.quiet.length > 0)
}

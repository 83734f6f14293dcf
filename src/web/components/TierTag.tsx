import { LevelTag } from '../ui/LevelTag.tsx'
import { tierLevels } from './handoff-words.ts'

type TierTagProps = { tier: string; title: string; bare?: boolean }

/** A tier as rising bars beside its name. */
export function TierTag({ tier, title, bare }: TierTagProps) {
  const level = tierLevels[tier] ?? tierLevels[title.toLowerCase().replaceAll(/[^a-z]+/g, '_')]
  if (level === undefined) return <span className="truncate whitespace-nowrap text-muted">{title}</span>
  return <LevelTag label={title} level={level} bare={bare} />
}

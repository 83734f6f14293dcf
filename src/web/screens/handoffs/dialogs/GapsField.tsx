import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Brief, BriefItem } from '../../../../contract/deals.ts'
import { isMissing } from '../../../components/brief/brief-items.ts'
import { lostPoints } from '../../../components/brief/lost-points.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { OptionPicker } from '../../../ui/OptionPicker.tsx'
import { Popover } from '../../../ui/Popover.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { firstWords, type Gap, likelyGaps } from './gaps.ts'

type GapsFieldProps = {
  brief: Brief
  gaps: readonly Gap[]
  onChange: (gaps: Gap[]) => void
}

/** Which answers have a gap, and what is missing in each: one click to name it, a line to say it. */
export function GapsField({ brief, gaps, onChange }: GapsFieldProps) {
  const [added, setAdded] = useState<readonly string[]>([])
  const likely = likelyGaps(brief)
  const listed = [
    ...likely,
    ...brief.items.filter(
      ({ requirementId }) =>
        added.includes(requirementId) && !likely.some((item) => item.requirementId === requirementId),
    ),
  ]
  const toggle = (item: BriefItem, on: boolean): void => {
    const others = gaps.filter(({ requirementId }) => requirementId !== item.requirementId)
    onChange(on ? [...others, { requirementId: item.requirementId, text: firstWords(item) }] : others)
  }
  const say = (requirementId: string, text: string): void =>
    onChange(gaps.map((gap) => (gap.requirementId === requirementId ? { ...gap, text } : gap)))
  const others = brief.items.filter((item) => !listed.includes(item))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">What is missing?</legend>
      <ul className="divide-y divide-line border-y border-line">
        {listed.map((item) => {
          const gap = gaps.find(({ requirementId }) => requirementId === item.requirementId)
          return (
            <li key={item.requirementId} className="py-2">
              <div className="flex items-start gap-2">
                <Checkbox
                  className="min-w-0 flex-1"
                  label={item.label}
                  checked={gap !== undefined}
                  onChange={(on) => toggle(item, on)}
                />
                <span className="num shrink-0 text-sm text-faint">{standing(item)}</span>
              </div>
              {gap && (
                <TextArea
                  hideLabel
                  className="mt-1.5 pl-6"
                  label={`What is missing in ${item.label}`}
                  rows={1}
                  maxLength={2_000}
                  value={gap.text}
                  error={gap.text.trim() === '' ? 'Say what is missing' : null}
                  onChange={(text) => say(item.requirementId, text)}
                />
              )}
            </li>
          )
        })}
        {listed.length === 0 && (
          <li className="py-2 text-muted">Nothing is missing or weak. Name an answer below.</li>
        )}
      </ul>
      {others.length > 0 && (
        <Popover
          bare
          label="Name another answer"
          trigger={
            <Button size="sm" variant="ghost" icon={Plus} className="mt-1 -ml-2">
              Another answer
            </Button>
          }
        >
          {(close) => (
            <OptionPicker
              label="Which answer?"
              chosen={null}
              options={others.map(({ requirementId, label }) => ({ value: requirementId, label }))}
              onPick={(id) => {
                const item = others.find(({ requirementId }) => requirementId === id)
                setAdded([...added, id])
                if (item) toggle(item, true)
                close()
              }}
            />
          )}
        </Popover>
      )}
    </fieldset>
  )
}

function standing(item: BriefItem): string {
  if (isMissing(item)) return 'Missing'
  return item.lost.length > 0 ? lostPoints(item.lost.reduce((sum, { points }) => sum + points, 0)) : ''
}

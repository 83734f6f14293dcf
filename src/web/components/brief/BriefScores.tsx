import { CircleMinus } from 'lucide-react'
import type { Brief } from '../../../contract/deals.ts'
import { formatNumber } from '../../format.ts'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { withoutLabel } from './AnswerFooting.tsx'
import { lostPoints } from './lost-points.ts'

/** How much is given and how good it is; every point lost is named. */
export function BriefScores({ brief }: { brief: Brief }) {
  const at = useLocale()
  const { completeness, quality } = brief
  const lost = brief.items.flatMap((item) => item.lost.map((point) => ({ ...point, item })))
  return (
    <section aria-label="How good the brief is" className="grid grid-cols-2 gap-4">
      <div className="flex items-center gap-3">
        <MeterRing size="lg" label="Completeness" value={completeness.percent / 100} />
        <div className="min-w-0">
          <p className="font-medium">Complete</p>
          <p className="num text-sm text-muted">
            {completeness.given} of {completeness.required}
            {completeness.excused > 0 && (
              <span className="block">{formatNumber(at, completeness.excused)} excused</span>
            )}
          </p>
        </div>
      </div>
      <div className="flex items-center gap-3">
        <MeterRing
          size="lg"
          label="Quality"
          hideValue={quality.percent === null}
          value={(quality.percent ?? 0) / 100}
          tone={quality.percent === null ? 'neutral' : quality.percent >= 80 ? 'ok' : 'accent'}
        />
        <div className="min-w-0">
          <p className="font-medium">Quality</p>
          {lost.length === 0 ? (
            <p className="text-sm text-muted">{quality.percent === null ? 'Nothing yet' : 'No point lost'}</p>
          ) : (
            <Popover
              label="Points of quality lost"
              align="end"
              trigger={
                <Button variant="link" className="text-sm" aria-label="See why: points of quality lost">
                  See why
                </Button>
              }
            >
              <LostPoints lost={lost} />
            </Popover>
          )}
        </div>
      </div>
    </section>
  )
}

type Lost = Brief['items'][number]['lost'][number] & { item: Brief['items'][number] }

function LostPoints({ lost }: { lost: readonly Lost[] }) {
  const groups = [...Map.groupBy(lost, ({ item }) => item.requirementId)]
  return (
    <div className="w-80 max-w-full">
      <p className="mb-2 text-muted">Each rule of the rubric that an answer does not meet yet.</p>
      <ul className="flex flex-col gap-2.5">
        {groups.map(([id, points]) => (
          <li key={id}>
            <a href={`#answer-${id}`} className="font-medium hover:underline">
              {points[0]?.item.label}
            </a>
            <ul>
              {points.map((point) => (
                <li key={point.ruleId} className="flex items-start gap-1.5 text-sm text-muted">
                  <CircleMinus aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
                  <span>
                    <span className="num font-medium text-ink">{lostPoints(point.points)}</span>{' '}
                    {withoutLabel(point.sentence, point.item.label)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}

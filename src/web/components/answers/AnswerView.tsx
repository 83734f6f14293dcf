import { CircleCheck, CircleOff, Hourglass, ShieldOff } from 'lucide-react'
import type { BriefItem } from '../../../contract/deals.ts'
import type { AnswerValue } from '../../../core/deal/answer.ts'
import { formatDay, formatNumber } from '../../format.ts'
import { useLocale } from '../../ui/FormatContext.tsx'
import type { Icon } from '../../ui/icon.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { type Tone, toneIcon } from '../../ui/tone.ts'
import { MoneyText } from '../MoneyText.tsx'
import { linksIn, moneyIn, peopleIn, rowsIn } from './answer-draft.ts'
import { LinksView, PeopleView, RowsView } from './ListViews.tsx'

type Asked = Pick<BriefItem, 'type' | 'options' | 'columns' | 'noneLabel' | 'status' | 'answer'>

/** What is known about one requirement, to read; `placeholder` stands where nothing is. */
export function AnswerView({ item, placeholder = 'Nothing yet' }: { item: Asked; placeholder?: string }) {
  const { answer } = item
  const at = useLocale()
  if (answer === null) {
    const byRule = item.status === 'not_applicable_by_rule'
    return <p className="text-faint">{byRule ? 'Does not apply to this deal' : placeholder}</p>
  }
  switch (answer.state) {
    case 'given':
      return answer.value === null ? (
        <p className="text-faint">{placeholder}</p>
      ) : (
        <ValueView item={item} value={answer.value} />
      )
    case 'none':
      return <Said icon={CircleCheck} tone="ok" lead={item.noneLabel ?? 'There is none'} />
    case 'not_applicable':
      return (
        <Said icon={CircleOff} lead="Does not apply">
          {answer.reason}
        </Said>
      )
    case 'waived':
      return (
        <Said
          icon={ShieldOff}
          tone={item.status === 'expired' ? 'warn' : 'neutral'}
          lead={item.status === 'expired' ? 'The waiver has run out' : 'Waived'}
        >
          {answer.reason}
          <span className="block text-sm text-muted">
            {answer.approver ? `${answer.approver.name} waived it` : 'Waived'}
            {answer.expiresAt && (
              <>
                {', until '}
                <RelativeTime at={answer.expiresAt} width="long" />
              </>
            )}
          </span>
        </Said>
      )
    case 'unknown':
      return (
        <Said
          icon={Hourglass}
          tone="warn"
          lead={item.status === 'expired' ? 'Still not known' : 'Not known yet'}
        >
          {answer.person} finds out{answer.untilOn && ` by ${formatDay(at, answer.untilOn)}`}.
        </Said>
      )
  }
}

/** A value by the type of its requirement. */
export function ValueView({
  item,
  value,
}: {
  item: Pick<BriefItem, 'type' | 'options' | 'columns'>
  value: AnswerValue
}) {
  const at = useLocale()
  switch (item.type) {
    case 'text':
      return <p className="text-pretty break-words whitespace-pre-wrap">{String(value)}</p>
    case 'number':
      return <p className="num">{typeof value === 'number' ? formatNumber(at, value) : String(value)}</p>
    case 'money':
      return (
        <p className="num">
          <MoneyText money={moneyIn(value)} />
        </p>
      )
    case 'date':
      return <p className="num">{formatDay(at, String(value))}</p>
    case 'yes_no':
      return <p>{value === true ? 'Yes' : 'No'}</p>
    case 'choice':
      return <p>{item.options.find(({ id }) => id === value)?.label ?? String(value)}</p>
    case 'person_list':
      return <PeopleView people={peopleIn(value)} />
    case 'link_list':
      return <LinksView links={linksIn(value)} />
    case 'table':
      return <RowsView columns={item.columns} rows={rowsIn(value)} />
  }
}

function Said({
  icon: Glyph,
  tone = 'neutral',
  lead,
  children,
}: {
  icon: Icon
  tone?: Tone
  lead: string
  children?: React.ReactNode
}) {
  return (
    <div className="flex items-start gap-2">
      <Glyph aria-hidden className={`mt-0.5 size-4 shrink-0 ${toneIcon[tone]}`} />
      <div className="min-w-0 break-words">
        <span className="font-medium">{lead}</span>
        {children && <div className="whitespace-pre-wrap text-ink">{children}</div>}
      </div>
    </div>
  )
}

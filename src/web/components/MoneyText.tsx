import { formatMoney } from '../format.ts'
import { useLocale } from '../ui/FormatContext.tsx'

type MoneyTextProps = {
  money: { amountMinor: number; currency: string } | null
  /** `€25K`, for tight places; the whole amount is the title then. */
  compact?: boolean
  /** What stands for an amount nobody knows. */
  unknown?: string
  className?: string
}

/** An amount in the reader's way of writing it. */
export function MoneyText({ money, compact, unknown = '–', className }: MoneyTextProps) {
  const at = useLocale()
  if (money === null) return <span className="text-faint">{unknown}</span>
  const plain = { minor: money.amountMinor, currency: money.currency }
  const full = formatMoney(at, plain)
  return (
    <span className={`num ${className ?? ''}`} title={compact ? full : undefined}>
      {compact ? formatMoney(at, plain, 'compact') : full}
    </span>
  )
}

import { formatCount, formatNumber } from '../../format.ts'
import { useLocale } from '../../ui/FormatContext.tsx'

/** Lists are counted no further than this. */
const counted = 1_000

/** How many there are: exactly, up to what is counted; then only that there are more. */
export function CountText({ count, one }: { count: number; one: string }) {
  const at = useLocale()
  return (
    <span className="num">
      {count < counted ? formatCount(at, count, one) : `${formatNumber(at, counted)} ${one}s or more`}
    </span>
  )
}

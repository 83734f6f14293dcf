import type { Brief } from '../../../contract/deals.ts'
import type { Output } from '../../../contract/operations.ts'
import { BriefScores } from '../../components/brief/BriefScores.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { TierTag } from '../../components/TierTag.tsx'
import { formatDay, formatList, formatPercent } from '../../format.ts'
import { Banner } from '../../ui/Banner.tsx'
import { type Definition, DefinitionList } from '../../ui/DefinitionList.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { dealTypeWords } from './deal-words.ts'
import { StageTag } from './StageTag.tsx'

type Deal = Output<'deal.show'>

/** What the CRM or the import knows of a deal. */
export function DealFacts({ deal, brief }: { deal: Deal; brief: Brief | null }) {
  const at = useLocale()
  const items: (Definition | false)[] = [
    { term: 'Stage', value: <StageTag kind={deal.stageKind} label={deal.stageLabel} /> },
    brief !== null && { term: 'Tier', value: <TierTag tier={brief.tier} title={brief.tierTitle} /> },
    { term: 'Annual value', value: <MoneyText money={deal.annual} unknown="Unknown" /> },
    deal.amount !== null && { term: 'Amount', value: <MoneyText money={deal.amount} /> },
    { term: 'AE', value: <PersonChip person={deal.owner} nobody="Nobody" /> },
    deal.dealType !== null && { term: 'Kind', value: dealTypeWords[deal.dealType] },
    deal.probability !== null && { term: 'Probability', value: formatPercent(at, deal.probability / 100) },
    deal.expectedCloseOn !== null && { term: 'Closes', value: formatDay(at, deal.expectedCloseOn) },
    deal.wonAt !== null && { term: 'Won', value: <RelativeTime at={deal.wonAt} width="long" /> },
    deal.signedAt !== null && { term: 'Signed', value: <RelativeTime at={deal.signedAt} width="long" /> },
    deal.products.length > 0 && { term: 'Products', value: formatList(at, deal.products) },
    deal.complexity !== null && { term: 'Complexity', value: deal.complexity === 'high' ? 'High' : 'Normal' },
    { term: 'Known since', value: <RelativeTime at={deal.createdAt} width="long" /> },
  ]
  const fields = Object.entries(deal.fields).filter(([, value]) => value !== null && value !== '')
  return (
    <div className="flex flex-col gap-6">
      {deal.closedDirtyReason && (
        <Banner tone="warn" title="Closed with gaps.">
          {deal.closedDirtyReason}
        </Banner>
      )}
      {brief && <BriefScores brief={brief} />}
      <div>
        {deal.accountName !== null && deal.accountName !== deal.name && (
          <p className="mb-2 font-medium">{deal.name}</p>
        )}
        <DefinitionList termWidth="6.5rem" items={items.filter((item) => item !== false)} />
      </div>
      {fields.length > 0 && (
        <Disclosure title="From the source" aside={fields.length}>
          <DefinitionList
            termWidth="7rem"
            items={fields.map(([term, value]) => ({ term, value: String(value) }))}
          />
        </Disclosure>
      )}
    </div>
  )
}

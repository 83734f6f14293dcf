import { SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { tiersByWeight } from '../../../../core/playbook/tiers-by-weight.ts'
import { useUrlState } from '../../../components/use-url-state.ts'
import { formatCount } from '../../../format.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FilterBar, type FilterValue } from '../../../ui/FilterBar.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { type ShownPlaybook, type ShownRequirement } from '../playbook-words.ts'
import { NeedMark } from './NeedMark.tsx'
import { RequirementDetail } from './RequirementDetail.tsx'
import { RequirementMatrix } from './RequirementMatrix.tsx'
import { chosenRequirements, filterNames, requirementFilters } from './requirement-filter.ts'

/** Everything that must be known, by section, with how much each tier asks of it. */
export function Requirements({ playbook }: { playbook: ShownPlaybook }) {
  const at = useLocale()
  const { document, explained } = playbook
  const [url, setUrl] = useUrlState()
  const [opened, setOpened] = useState<{ requirement: ShownRequirement; open: boolean } | null>(null)
  const query = url['q'] ?? ''
  const filter = useMemo(
    () =>
      Object.fromEntries(
        filterNames.flatMap((name) => (url[name] ? [[name, url[name].split(',')] as const] : [])),
      ),
    [url],
  )
  const setFilter = (next: FilterValue) =>
    setUrl(Object.fromEntries(filterNames.map((name) => [name, next[name]?.join(',')])))
  const filters = useMemo(() => requirementFilters(document), [document])
  const tiers = tiersByWeight(document.tiers)
  const shownTiers = tiers.filter((tier) => filter['tier']?.includes(tier.id) ?? true)
  const rows = chosenRequirements(document, { filter, query })
  return (
    <div className="flex h-full flex-col">
      <FilterBar
        filters={filters}
        value={filter}
        onChange={setFilter}
        lead={
          <SearchField
            slash
            label="Search requirements"
            value={query}
            onChange={(q) => setUrl({ q })}
            className="w-56 phone:w-full"
          />
        }
        trailing={<span className="num">{formatCount(at, rows.length, 'requirement')}</span>}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="ring-inside min-h-0 flex-1 overflow-auto">
        <div className="mx-auto max-w-6xl px-4 pb-8 sm:px-6">
          <p className="flex flex-wrap gap-x-5 gap-y-1 py-3 text-sm text-muted">
            <NeedMark need="gate" />
            <NeedMark need="full" />
            <NeedMark need="optional" />
            <NeedMark need="hidden" />
          </p>
          {rows.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="Nothing matches"
              actions={
                <Button
                  onClick={() =>
                    setUrl(Object.fromEntries([...filterNames, 'q'].map((name) => [name, undefined])))
                  }
                >
                  Clear search and filters
                </Button>
              }
            >
              No requirement of this playbook answers these filters.
            </EmptyState>
          ) : (
            <RequirementMatrix
              document={document}
              tiers={shownTiers}
              rows={rows}
              onOpen={(requirement) => setOpened({ requirement, open: true })}
            />
          )}
        </div>
      </div>
      {opened && (
        <Sheet
          open={opened.open}
          onOpenChange={(open) => setOpened({ ...opened, open })}
          title={opened.requirement.label}
        >
          <RequirementDetail
            document={document}
            requirement={opened.requirement}
            notApplicable={
              explained[
                `requirements[${document.requirements.indexOf(opened.requirement)}].not_applicable_when`
              ]
            }
          />
        </Sheet>
      )}
    </div>
  )
}

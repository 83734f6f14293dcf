import { useQuery } from '@tanstack/react-query'
import { CircleDot, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { stageKinds } from '../../../core/playbook/playbook.ts'
import { read } from '../../queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { FilterBar, type FilterDefinition, type FilterValue } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { stageLooks } from './deal-words.ts'
import { StageTag } from './StageTag.tsx'

const stageFilter: FilterDefinition = {
  id: 'stage',
  label: 'Stage',
  icon: CircleDot,
  options: stageKinds.map((kind) => ({
    value: kind,
    label: stageLooks[kind].label,
    lead: <StageTag bare kind={kind} label={null} />,
  })),
}

type DealsBarProps = {
  url: Readonly<Record<string, string>>
  setUrl: (change: Readonly<Record<string, string | undefined>>) => void
}

export function DealsBar({ url, setUrl }: DealsBarProps) {
  const { data } = useQuery({ ...read('member.list', { role: 'ae', limit: 200 }), staleTime: 300_000 })
  const filters: FilterDefinition[] = [
    stageFilter,
    {
      id: 'owner',
      label: 'AE',
      icon: UserRound,
      options: (data?.items ?? []).map(({ id, name }) => ({
        value: id,
        label: name,
        lead: <Avatar name={name} />,
      })),
    },
  ]
  const value: FilterValue = Object.fromEntries(
    filters.flatMap(({ id }) => (url[id] ? [[id, [url[id]]]] : [])),
  )
  return (
    <FilterBar
      filters={filters}
      value={value}
      onChange={(next) =>
        setUrl(
          Object.fromEntries(
            filters.map(({ id }) => [
              id,
              next[id]?.find((one) => !value[id]?.includes(one)) ?? next[id]?.at(-1),
            ]),
          ),
        )
      }
      lead={<Search value={url['q'] ?? ''} onChange={(q) => setUrl({ q: q || undefined })} />}
    />
  )
}

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onChange(text), 220)
    return () => clearTimeout(timer)
  })
  return (
    <SearchField
      slash
      label="Search deals and customers"
      value={text}
      onChange={setText}
      className="w-64 phone:w-full"
    />
  )
}

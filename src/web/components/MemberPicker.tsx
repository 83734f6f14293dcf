import { useCallback } from 'react'
import type { MemberRole } from '../../core/handoff/vocabulary.ts'
import { api } from '../api.ts'
import type { FieldProps } from '../ui/Field.tsx'
import type { Person } from '../ui/PersonChip.tsx'
import { PersonPicker } from '../ui/PersonPicker.tsx'
import { roleTitles } from './role-titles.ts'

type MemberPickerProps = FieldProps & {
  value: Person | null
  onChange: (person: Person | null) => void
  /** Only people with this role. */
  role?: MemberRole
  placeholder?: string
}

/** One member of the workspace, found by name; says who is away and how full a CSM's hands are. */
export function MemberPicker({ role, ...rest }: MemberPickerProps) {
  const search = useCallback(
    async (query: string, signal: AbortSignal): Promise<Person[]> => {
      const text = query.trim()
      const input = { ...(role && { role }), ...(text !== '' && { search: text }), limit: 30 }
      const { items } = await api('member.list', input, { signal })
      return items
        .filter(({ status }) => status !== 'suspended')
        .map((member) => ({ id: member.id, name: member.name, hint: hintOf(member) }))
    },
    [role],
  )
  return <PersonPicker {...rest} search={search} />
}

type Known = {
  roles: readonly MemberRole[]
  load: number
  capacity: number | null
  away: object | null
  team: { name: string } | null
}

function hintOf({ roles, load, capacity, away, team }: Known): string {
  const hands = roles.includes('csm') && capacity !== null ? `${load} of ${capacity} points` : null
  const role = roles[0] === undefined ? null : roleTitles[roles[0]]
  return [away ? 'Out of office' : null, role, team?.name, hands].filter(Boolean).join(' · ')
}

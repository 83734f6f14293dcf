import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MemberRow } from '../../../contract/people.ts'
import type { Word } from '../../components/forms/WordsField.tsx'
import { read } from '../../queries.ts'

const kinds = ['territories', 'industries', 'languages', 'skills'] as const
type Kind = (typeof kinds)[number]

/** Words that other people carry already, so that the same thing gets the same word; tiers come from the playbook. */
export function useKnownWords(): Readonly<Record<Kind | 'sizes', readonly Word[]>> {
  const people = useQuery(read('member.list', { limit: 200 }))
  const playbook = useQuery(read('playbook.show', {}))
  return useMemo(() => {
    const members = people.data?.items ?? []
    const tiers = playbook.data?.document.tiers ?? []
    return {
      territories: wordsOf(members, 'territories'),
      industries: wordsOf(members, 'industries'),
      languages: wordsOf(members, 'languages'),
      skills: wordsOf(members, 'skills'),
      sizes: tiers.map(({ id, title }) => ({ value: id, label: title })),
    }
  }, [people.data, playbook.data])
}

function wordsOf(members: readonly MemberRow[], kind: Kind): Word[] {
  const words = [...new Set(members.flatMap((member) => member[kind]))].sort((a, b) => a.localeCompare(b))
  return words.map((word) => ({ value: word, label: word }))
}

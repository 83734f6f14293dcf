import type { MemberRow } from '../../../contract/people.ts'
import { queryClient, read, refresh } from '../../queries.ts'

/** Shows a person as an operation answered them, and reads the lists anew. */
export function keepMember(member: MemberRow): void {
  queryClient.setQueryData(read('member.show', { id: member.id }).queryKey, member)
  void queryClient.invalidateQueries({
    queryKey: ['member'],
    predicate: ({ queryKey }) => queryKey[1] !== 'member.show',
  })
  void refresh('team', 'session')
}

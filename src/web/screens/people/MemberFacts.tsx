import type { MemberRow } from '../../../contract/people.ts'
import { roleTitles } from '../../components/role-titles.ts'
import { DefinitionList } from '../../ui/DefinitionList.tsx'
import { PersonChip } from '../../ui/PersonChip.tsx'

/** The same, to read. */
export function MemberFacts({ member }: { member: MemberRow }) {
  const list = (words: readonly string[]) => (words.length === 0 ? 'Any' : words.join(', '))
  const facts = [
    { term: 'Roles', value: member.roles.map((role) => roleTitles[role]).join(', ') },
    {
      term: 'E-mail',
      value: member.email ? (
        <a className="text-accent-ink hover:underline" href={`mailto:${member.email}`}>
          {member.email}
        </a>
      ) : (
        '–'
      ),
    },
    { term: 'Team', value: member.team?.name ?? '–' },
    { term: 'Manager', value: <PersonChip person={member.manager} nobody="Nobody" /> },
    { term: 'Time zone', value: member.zone },
  ]
  const suits = [
    { term: 'Territories', value: list(member.territories) },
    { term: 'Industries', value: list(member.industries) },
    { term: 'Languages', value: list(member.languages) },
    { term: 'Product skills', value: list(member.skills) },
  ]
  return <DefinitionList lined items={member.roles.includes('csm') ? [...facts, ...suits] : facts} />
}

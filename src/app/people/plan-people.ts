import type { NewPerson } from './add-people.ts'
import type { MemberRecord } from './member-record.ts'
import { type NewTeam, planTeams, type TeamMate } from './plan-teams.ts'
import type { CsvPerson, CsvProblem, PeopleColumn } from './read-people-csv.ts'

export type PeopleAround = {
  members: readonly MemberRecord[]
  teams: readonly { id: string; name: string }[]
  newId: () => string
  /** Gives a team that is not here its id; without it, a row with such a team cannot be used. */
  newTeamId: (() => string) | null
  /** Why the actor may not add or change this person so. */
  objection: (person: { before: MemberRecord | null; roles: CsvPerson['roles'] }) => string | null
}

export type PeoplePlan = {
  teams: NewTeam[]
  /** What people are called, those here already and those in the list. */
  names: ReadonlyMap<string, string>
  add: NewPerson[]
  unchanged: number
  problems: CsvProblem[]
}

type Draft = { person: CsvPerson; id: string; before: MemberRecord | null }
type Bad = Map<CsvPerson, CsvProblem>

/**
 * Decides for each row of a list whether it adds somebody, changes nothing, or cannot be used and why. Managers may
 * stand anywhere in the list; a row whose manager cannot be added is not added either.
 */
export function planPeople(people: readonly CsvPerson[], around: PeopleAround): PeoplePlan {
  const bad: Bad = new Map()
  const drafts = draftAll(people, around, bad)
  const find = finder(around, drafts)
  const placed = new Map<CsvPerson, { team_id?: string | null; manager_id?: string | null }>()
  for (const draft of drafts) {
    const places = place(draft, find)
    if ('column' in places) bad.set(draft.person, { row: draft.person.row, ...places })
    else placed.set(draft.person, places)
  }
  refuseCircles(drafts, { around, placed, bad })
  refuseOrphans(drafts, { placed, bad })
  const names = new Map([
    ...around.members.map(({ id, name }) => [id, name] as const),
    ...drafts.map(({ id, person }) => [id, person.name] as const),
  ])
  const plan: PeoplePlan = { teams: [], names, add: [], unchanged: 0, problems: [...bad.values()] }
  for (const draft of drafts) {
    const places = placed.get(draft.person)
    if (!places || bad.has(draft.person)) continue
    settle(plan, draft, columnsFor(draft.person, places))
  }
  plan.teams = planTeams(find.newTeams(), matesIn(plan.add, drafts))
  plan.problems.sort((a, b) => a.row - b.row)
  return plan
}

function matesIn(add: readonly NewPerson[], drafts: readonly Draft[]): TeamMate[] {
  const rolesOf = new Map(drafts.map(({ id, person }) => [id, person.roles]))
  return add.map(({ id, before, columns }) => ({
    id,
    teamId: columns.team_id ?? null,
    managerId: columns.manager_id === undefined ? (before?.manager_id ?? null) : columns.manager_id,
    roles: rolesOf.get(id) ?? [],
  }))
}

type Columns = NewPerson['columns']

function columnsFor(
  person: CsvPerson,
  places: { team_id?: string | null; manager_id?: string | null },
): Columns {
  const { name, email, roles, territories, capacity } = person
  return {
    name,
    email,
    roles,
    ...(territories === undefined ? {} : { territories }),
    ...(capacity === undefined ? {} : { capacity }),
    ...places,
  }
}

function settle(plan: PeoplePlan, { person, id, before }: Draft, columns: Columns): void {
  if (before === null || before.status === 'known') {
    plan.add.push({ id, before, columns })
    return
  }
  const other = firstDifference(before, columns)
  if (other === null) plan.unchanged++
  else {
    const another = other.endsWith('s') ? `other ${other}` : `another ${other}`
    const reason = `${before.name} is here already, with ${another}. Change it on their page.`
    plan.problems.push({ row: person.row, column: other, reason })
  }
}

const shownAs: Partial<Record<keyof Columns, PeopleColumn>> = {
  name: 'name',
  roles: 'roles',
  team_id: 'team',
  manager_id: 'manager',
  territories: 'territories',
  capacity: 'capacity',
}

function firstDifference(before: MemberRecord, columns: Columns): PeopleColumn | null {
  const plain = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? value.map(String).sort() : (value ?? null))
  for (const [key, column] of Object.entries(shownAs)) {
    const wanted = Object.entries(columns).find(([name]) => name === key)
    const was = Object.entries(before).find(([name]) => name === key)
    if (wanted && plain(wanted[1]) !== plain(was?.[1])) return column
  }
  return null
}

function draftAll(people: readonly CsvPerson[], around: PeopleAround, bad: Bad): Draft[] {
  const byEmail = new Map(around.members.flatMap((m) => (m.email ? [[m.email, m] as const] : [])))
  const nameless = Map.groupBy(
    around.members.filter((m) => m.email === null && m.status === 'known'),
    (m) => m.name.toLowerCase(),
  )
  const firstRow = new Map<string, number>()
  return people.flatMap((person): Draft[] => {
    const twin = firstRow.get(person.email)
    const refuse = (column: PeopleColumn, reason: string): Draft[] => {
      bad.set(person, { row: person.row, column, reason })
      return []
    }
    if (twin !== undefined) return refuse('email', `The same e-mail address stands in row ${twin}.`)
    firstRow.set(person.email, person.row)
    const named = nameless.get(person.name.toLowerCase()) ?? []
    const before = byEmail.get(person.email) ?? (named.length === 1 ? (named[0] ?? null) : null)
    if (before?.email === null) nameless.delete(person.name.toLowerCase())
    if (before?.status === 'suspended') return refuse('email', `${before.name} is suspended.`)
    const objection = around.objection({ before, roles: person.roles })
    if (objection) return refuse('roles', objection)
    return [{ person, id: before?.id ?? around.newId(), before }]
  })
}

type Found = { id: string } | { reason: string }
type Finder = {
  team(name: string): Found
  manager(word: string): Found
  newTeams(): { id: string; name: string }[]
}

function finder(around: PeopleAround, drafts: readonly Draft[]): Finder {
  const teams = new Map(around.teams.map((team) => [team.name.toLowerCase(), team.id]))
  const emails = new Map(
    around.members.flatMap((m) => (m.email && m.status !== 'suspended' ? [[m.email, m.id]] : [])),
  )
  for (const { person, id } of drafts) emails.set(person.email, id)
  const everybody = [
    ...around.members.filter((m) => m.status !== 'suspended').map(({ id, name }) => ({ id, name })),
    ...drafts.filter((d) => d.before === null).map(({ id, person }) => ({ id, name: person.name })),
  ]
  const names = Map.groupBy(everybody, (m) => m.name.toLowerCase())
  const made: { id: string; name: string }[] = []
  return {
    newTeams: () => made,
    team(name) {
      const id = teams.get(name.toLowerCase())
      if (id === undefined && around.newTeamId !== null) {
        const team = { id: around.newTeamId(), name }
        made.push(team)
        teams.set(name.toLowerCase(), team.id)
        return { id: team.id }
      }
      const known = around.teams.map((team) => team.name).slice(0, 12)
      return id
        ? { id }
        : { reason: `There is no team "${name}"; expected ${known.join(', ') || 'a team made before'}.` }
    },
    manager(word) {
      const id = emails.get(word.toLowerCase())
      if (id) return { id }
      const [one, more] = names.get(word.toLowerCase()) ?? []
      if (one && !more) return { id: one.id }
      return {
        reason: one
          ? `Several people are called "${word}"; expected an e-mail address.`
          : `"${word}" is nobody here or in this list; expected an e-mail address or a full name.`,
      }
    },
  }
}

function place(
  { person, id }: Draft,
  find: Finder,
): { team_id?: string | null; manager_id?: string | null } | { column: PeopleColumn; reason: string } {
  const team = person.team ? find.team(person.team) : null
  if (team && 'reason' in team) return { column: 'team', reason: team.reason }
  const manager = person.manager ? find.manager(person.manager) : null
  if (manager && 'reason' in manager) return { column: 'manager', reason: manager.reason }
  if (manager?.id === id) return { column: 'manager', reason: 'Nobody can be their own manager.' }
  return {
    ...(person.team === undefined ? {} : { team_id: team?.id ?? null }),
    ...(person.manager === undefined ? {} : { manager_id: manager?.id ?? null }),
  }
}

type Placed = ReadonlyMap<CsvPerson, { manager_id?: string | null }>

function refuseCircles(
  drafts: readonly Draft[],
  { around, placed, bad }: { around: PeopleAround; placed: Placed; bad: Bad },
): void {
  const above = new Map(around.members.map((m) => [m.id, m.manager_id]))
  for (const { person, id } of drafts) above.set(id, placed.get(person)?.manager_id ?? above.get(id) ?? null)
  for (const { person, id } of drafts) {
    const seen = new Set<string>()
    let next = above.get(id) ?? null
    while (next !== null && next !== id && !seen.has(next)) {
      seen.add(next)
      next = above.get(next) ?? null
    }
    if (next === id && !bad.has(person)) {
      bad.set(person, {
        row: person.row,
        column: 'manager',
        reason: 'Following the managers leads back here.',
      })
    }
  }
}

/** A manager who is not added takes those who report to them along, at any remove. */
function refuseOrphans(drafts: readonly Draft[], { placed, bad }: { placed: Placed; bad: Bad }): void {
  const byId = new Map(drafts.filter((d) => d.before === null).map((d) => [d.id, d.person]))
  let again = true
  while (again) {
    again = false
    for (const { person } of drafts) {
      const managerId = placed.get(person)?.manager_id
      const manager = managerId ? byId.get(managerId) : undefined
      if (!manager || !bad.has(manager) || bad.has(person)) continue
      const reason = `The manager stands in row ${manager.row}, which cannot be added.`
      bad.set(person, { row: person.row, column: 'manager', reason })
      again = true
    }
  }
}

import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, jobsOf, refusalOf } from '../../../test/support/traces.ts'
import { makeWorkspace, type TestWorkspace, testRuntime } from '../../../test/support/workspace.ts'
import { teamVerbs } from '../teams/team-verbs.ts'
import { peopleVerbs } from './people-verbs.ts'
import { readPeopleCsv } from './read-people-csv.ts'

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await made()
})

async function made(): Promise<TestWorkspace> {
  const own = await makeWorkspace(await testRuntime({ verbs: { ...peopleVerbs, ...teamVerbs } }))
  await own.run('team.create', { name: 'CS East', side: 'cs' })
  return own
}

const list = [
  'name,email,roles,team,manager,territories,capacity',
  'Ana,ana@x.example,csm,CS East,bea@x.example,"DACH; Nordics",40',
  'Bea,bea@x.example,cs manager,cs east,,,',
  'Cid,cid@x.example,"AE, Sales manager",,Ada Admin,,',
].join('\n')

describe('adding people from a list', () => {
  it('adds everybody with team, manager and roles, whatever the order of the rows, and mails each', async () => {
    const own = await made()
    expect(await own.run('member.invite_many', { csv: list })).toEqual({
      teams: [],
      added: 3,
      unchanged: 0,
      problems: [],
    })
    const { items } = await own.run('member.list', { status: 'invited' })
    expect(
      items.map(({ name, roles, team, manager, territories, capacity }) => ({
        name,
        roles,
        team: team?.name,
        manager: manager?.name,
        territories,
        capacity,
      })),
    ).toEqual([
      {
        name: 'Ana',
        roles: ['csm'],
        team: 'CS East',
        manager: 'Bea',
        territories: ['DACH', 'Nordics'],
        capacity: 40,
      },
      {
        name: 'Bea',
        roles: ['cs_manager'],
        team: 'CS East',
        manager: undefined,
        territories: [],
        capacity: null,
      },
      {
        name: 'Cid',
        roles: ['ae', 'sales_manager'],
        team: undefined,
        manager: 'Ada Admin',
        territories: [],
        capacity: null,
      },
    ])
    expect(await jobsOf(own, 'send-mail')).toHaveLength(3)
    expect(await auditOf(own, 'member.invite')).toHaveLength(3)
  })

  it('changes nothing the second time', async () => {
    const own = await made()
    await own.run('member.invite_many', { csv: list })
    expect(await own.run('member.invite_many', { csv: list })).toEqual({
      teams: [],
      added: 0,
      unchanged: 3,
      problems: [],
    })
    expect(await jobsOf(own, 'send-mail')).toHaveLength(3)
  })

  it('only says what would happen on a dry run', async () => {
    const own = await made()
    expect((await own.run('member.invite_many', { csv: list, dryRun: true })).added).toBe(3)
    expect((await own.run('member.list', {})).items).toHaveLength(1)
  })

  it('reads semicolons, other column names and any order, and sends no mail where none is wanted', async () => {
    const own = await made()
    const csv = '\ufeffRole;E-Mail;Full name\r\nCSM;Ana@X.example;"Ana ""A"" Alvarez"\r\n'
    expect(await own.run('member.invite_many', { csv, sendMail: false })).toMatchObject({
      added: 1,
      problems: [],
    })
    expect((await own.run('member.list', { search: 'ana@x' })).items[0]?.name).toBe('Ana "A" Alvarez')
    expect(await jobsOf(own, 'send-mail')).toEqual([])
  })

  it('tells each bad row with its row and column, and adds the others', async () => {
    const own = await made()
    await own.addMember({ roles: ['ae'], email: 'gone@x.example', status: 'suspended' })
    await own.addMember({ roles: ['ae'], email: 'here@x.example', name: 'Here' })
    const csv = [
      'name,email,roles,team,manager,capacity,shoe size',
      'Good,good@x.example,csm,,,,44',
      'Bad mail,nonsense,csm,,,,',
      'Bad role,r@x.example,cms,,,,',
      'No role,n@x.example,,,,,',
      'Bad team,t@x.example,csm,CS West,,,',
      'Bad boss,b@x.example,csm,,nobody@x.example,,',
      'Twin,good@x.example,csm,,,,',
      'Gone,gone@x.example,ae,,,,',
      'Here,here@x.example,csm,,,,',
      'Much,m@x.example,csm,,,lots,',
      'Under,u@x.example,csm,,b@x.example,,',
      ',noname@x.example,csm,,,,',
      'Short,s@x.example',
    ].join('\n')
    const { added, problems } = await own.run('member.invite_many', { csv })
    expect(added).toBe(1)
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [0, 'shoe size'],
      [2, 'email'],
      [3, 'roles'],
      [4, 'roles'],
      [5, 'team'],
      [6, 'manager'],
      [7, 'email'],
      [8, 'email'],
      [9, 'roles'],
      [10, 'capacity'],
      [11, 'manager'],
      [12, 'name'],
      [13, null],
    ])
    const reason = (row: number) => problems.find((p) => p.row === row)?.reason
    expect(reason(3)).toContain('Did you mean csm?')
    expect(reason(5)).toContain('expected CS East')
    expect(reason(7)).toContain('row 1')
    expect(reason(9)).toContain('with other roles')
    expect(reason(11)).toContain('row 6')
  })

  it('makes the teams it names when asked to, on the side of their people and led by their manager', async () => {
    const own = await made()
    const csv = [
      'name,email,roles,team,manager',
      'Ana,ana@x.example,csm,CS West,bea@x.example',
      'Bea,bea@x.example,cs manager,cs west,',
      'Cid,cid@x.example,ae,Sales,',
      'Dan,dan@x.example,ae,Sales,',
      'Eve,nonsense,revops,Nobody here,',
      'Fay,fay@x.example,csm,CS East,',
      'Gus,gus@x.example,support,Help,Ada Admin',
    ].join('\n')
    const teams = [
      { name: 'CS West', side: 'cs', manager: 'Bea' },
      { name: 'Sales', side: 'sales', manager: null },
      { name: 'Help', side: 'cs', manager: 'Ada Admin' },
    ]
    const seen = await own.run('member.invite_many', { csv, makeTeams: true, dryRun: true })
    expect([seen.teams, seen.added]).toEqual([teams, 6])
    expect((await own.run('team.list', {})).items).toHaveLength(1)
    expect((await own.run('member.invite_many', { csv, makeTeams: true })).teams).toEqual(teams)
    const { items } = await own.run('team.list', {})
    expect(
      items.map(({ name, side, manager, memberCount }) => [name, side, manager?.name, memberCount]),
    ).toEqual([
      ['CS East', 'cs', undefined, 1],
      ['CS West', 'cs', 'Bea', 2],
      ['Help', 'cs', 'Ada Admin', 1],
      ['Sales', 'sales', undefined, 2],
    ])
    expect(await auditOf(own, 'team.create')).toHaveLength(4)
    expect(await own.run('member.invite_many', { csv, makeTeams: true })).toMatchObject({
      teams: [],
      added: 0,
      unchanged: 6,
    })
  })

  it('refuses managers in a circle, and adds neither', async () => {
    const csv = 'name,email,roles,manager\nA,a@x.example,csm,b@x.example\nB,b@x.example,csm,a@x.example\n'
    const { added, problems } = await workspace.run('member.invite_many', { csv })
    expect(added).toBe(0)
    expect(problems.map((p) => p.reason)).toEqual(Array(2).fill('Following the managers leads back here.'))
  })

  it('makes people known from an import the same people', async () => {
    const id = await workspace.addMember({ roles: ['ae'], name: 'Moses Frase', email: null, status: 'known' })
    const csv = 'name,email,roles\nMoses Frase,moses@x.example,ae\n'
    expect((await workspace.run('member.invite_many', { csv })).added).toBe(1)
    expect(await workspace.run('member.show', { id })).toMatchObject({
      status: 'invited',
      email: 'moses@x.example',
    })
  })

  it('adds an admin only for an admin', async () => {
    const csv = 'name,email,roles\nNew,newadmin@x.example,admin\n'
    const revops = await workspace.actorWith('revops')
    const { added, problems } = await workspace.run('member.invite_many', { csv }, revops)
    expect([added, problems[0]?.column]).toEqual([0, 'roles'])
    expect((await workspace.run('member.invite_many', { csv })).added).toBe(1)
  })

  it.each([
    ['', 'name and email and roles'],
    ['name,email\nA,a@x.example', 'roles is missing'],
    ['name,email,roles\n', 'no rows'],
    ['PK\u0003\u0004 not a table', 'ZIP'],
  ])('says what is wrong with a list that cannot be used: %j', async (csv, expected) => {
    const { problems } =
      csv === '' ? await readPeopleCsv('a,b\n1,2') : await workspace.run('member.invite_many', { csv })
    expect(problems.at(-1)?.reason).toContain(expected)
  })

  it('refuses who may only look', async () => {
    const executive = await workspace.actorWith('executive')
    const work = workspace.run('member.invite_many', { csv: list }, executive)
    expect((await refusalOf(work)).code).toBe('forbidden')
  })

  it('adds two thousand people in a few seconds', async () => {
    const own = await made()
    const rows = Array.from(
      { length: 2_000 },
      (_, i) => `Person ${i},p${i}@x.example,csm,CS East,p0@x.example,`,
    )
    rows[0] = 'Person 0,p0@x.example,cs_manager,CS East,,'
    const startedMs = performance.now()
    const csv = ['name,email,roles,team,manager,territories', ...rows].join('\n')
    expect((await own.run('member.invite_many', { csv })).added).toBe(2_000)
    expect(performance.now() - startedMs).toBeLessThan(15_000)
    const { n } = await own.within((tx) =>
      tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM sign_in_link WHERE workspace_id = ${own.id}`),
    )
    expect(n).toBe(2_000)
  })
})

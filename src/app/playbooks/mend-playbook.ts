import { playbookDocument } from '../../contract/playbook-document.ts'
import type { Path } from '../../core/playbook/check/fault.ts'
import type { Playbook } from '../../core/playbook/playbook.ts'
import { valueAt } from './describe-issue.ts'
import type { Mistake } from './problem.ts'

type Draft = Record<string, unknown>

/** A playbook made whole so that the rest of it can be checked. */
export type Mended = {
  playbook: Playbook
  /** The parts that are not its author's. */
  invented: Path[]
  /** Lists of which a member's id could not be read, so that nobody can say that a name is not among them. */
  nameless: ReadonlySet<string>
}

/**
 * Takes the parts with mistakes out of a document and puts harmless ones where something is needed, so that one
 * misspelt key does not hide what is wrong further down. For checking only; nobody ever works with the outcome.
 */
export function mendPlaybook(document: unknown, mistakes: readonly Mistake[]): Mended | null {
  if (!isDraft(document)) return null
  const draft = structuredClone(document)
  for (const { path } of mistakes) takeOut(draft, path)
  const rest = playbookDocument.safeParse(draft)
  if (rest.success) return { playbook: rest.data, invented: [], nameless: new Set() }
  const invented = new Map<string, Path>()
  for (const issue of rest.error.issues) {
    const [list, index] = issue.path
    const path = typeof index === 'number' && isNamed(list) ? [list, index] : [String(list)]
    invented.set(path.join('.'), path)
  }
  const whole = [...invented.values()].sort((a, b) => a.length - b.length)
  const nameless = new Set(whole.filter((path) => losesName(draft, path)).map(([list]) => String(list)))
  for (const path of whole) invent(draft, path)
  const parsed = playbookDocument.safeParse(draft)
  return parsed.success ? { playbook: parsed.data, invented: whole, nameless } : null
}

function takeOut(draft: Draft, path: Path): void {
  const parent = valueAt(draft, path.slice(0, -1))
  const key = path.at(-1)
  if (isDraft(parent) && typeof key === 'string') delete parent[key]
}

const always = { all: [] }
const never = { any: [] }

/** What stands in for a part of the document that is missing or unreadable. */
const parts: Record<string, (draft: Draft) => unknown> = {
  format: () => 1,
  id: () => 'unreadable',
  title: () => 'unreadable',
  triggers: () => ({ applies: always, prepares: always, won: always, signed: always }),
  complexity_high: () => never,
  roles: () => [named.roles({}, 'unreadable')],
  tiers: () => [named.tiers({}, 'unreadable')],
  default_tier: (draft) => idsOf(draft, 'tiers')[0] ?? 'unreadable',
  sections: () => [named.sections({}, 'unreadable')],
  requirements: (draft) => [named.requirements(draft, 'unreadable')],
  steps: (draft) => [named.steps(draft, 'unreadable')],
  escalation: () => [],
  routing: (draft) => ({ rules: [], otherwise: idsOf(draft, 'roles')[0] ?? 'unreadable' }),
  calendars: () => [named.calendars({}, 'unreadable')],
  unknown: () => ({ within: { days: 0 }, per_deal: 0 }),
  closed_dirty_due: () => ({ days: 0 }),
  grace: () => ({ days: 0 }),
  raci: () => ({}),
  prompt_packs: () => [],
}

/** What stands in for one member of a list, under its own id so that others can still name it. */
const named = {
  roles: (_: Draft, id: string) => ({ id, title: id, side: 'ops', from: 'deal_owner' }),
  tiers: (_: Draft, id: string) => ({ id, title: id, when: never, weight: 0, gate_limit: 100 }),
  sections: (_: Draft, id: string) => ({ id, title: id }),
  requirements: (draft: Draft, id: string) => ({
    id,
    section: idsOf(draft, 'sections')[0] ?? 'unreadable',
    label: id,
    prompt: id,
    type: 'text',
    knowable: 'open',
    need: {},
  }),
  steps: (draft: Draft, id: string) => ({
    id,
    title: id,
    owner: idsOf(draft, 'roles')[0] ?? 'unreadable',
    anchor: { fact: 'won' },
    due: Object.fromEntries(idsOf(draft, 'tiers').map((tier) => [tier, { days: 0 }])),
  }),
  calendars: (_: Draft, id: string) => {
    const open = ['00:00-24:00']
    return {
      id,
      title: id,
      zone: 'UTC',
      week: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open },
    }
  },
} as const

function isNamed(key: PropertyKey | undefined): key is keyof typeof named {
  return typeof key === 'string' && Object.hasOwn(named, key)
}

/** Whether inventing this part loses an id that others may name. */
function losesName(draft: Draft, [list, index]: Path): boolean {
  if (typeof list !== 'string' || !isNamed(list)) return false
  const member = valueAt(draft, [list, index ?? 0])
  return index === undefined || !isDraft(member) || readableId(member.id) === null
}

function invent(draft: Draft, path: Path): void {
  const [part, index] = path
  if (typeof part !== 'string') return
  const list = draft[part]
  if (typeof index === 'number' && isNamed(part) && Array.isArray(list)) {
    const id: unknown = isDraft(list[index]) ? list[index].id : null
    list[index] = named[part](draft, readableId(id) ?? `unreadable_${index}`)
    return
  }
  const make = parts[part]
  if (make) draft[part] = make(draft)
  else delete draft[part]
}

function idsOf(draft: Draft, list: string): string[] {
  const members: unknown = draft[list]
  if (!Array.isArray(members)) return []
  return members.flatMap((member: unknown) => (isDraft(member) ? (readableId(member.id) ?? []) : []))
}

function readableId(id: unknown): string | null {
  return typeof id === 'string' && playbookDocument.shape.id.safeParse(id).success ? id : null
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

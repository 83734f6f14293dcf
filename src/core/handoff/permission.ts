import { no, ok, type Result } from '../lib/result.ts'
import { type Actor, type Relation, relationsTo, type Subject } from './permission-subject.ts'
import { type Action, permissionRow, permissionTable } from './permission-table.ts'

export type PermissionRefusal = 'not_allowed' | 'not_now'

/** Every action there is, in the table's order. */
export const actions: readonly Action[] = Object.keys(permissionTable).filter(isAction)

/**
 * Whether somebody may do something to a deal or handoff now, or why not in a sentence that can stand on the button:
 * role, involvement and state in one predicate, asked by server, screen and test alike.
 * `not_allowed` is about the person, `not_now` about the record.
 */
export function mayAct(actor: Actor, action: Action, subject: Subject): Result<true, PermissionRefusal> {
  return decide(relationsTo(actor, subject), actor, { action, subject })
}

type Noun = Action extends `${infer N}.${string}` ? N : never
type Verb<N extends Noun> = Extract<Action, `${N}.${string}`> extends `${N}.${infer V}` ? V : never

/** By verb: true, or the reason why not. */
export type Abilities<N extends Noun = 'handoff'> = Record<Verb<N>, true | string>

/** What somebody may do to a handoff now: `{ accept: true, return: "It has not been submitted yet." }`; sent with the row. */
export function abilities(actor: Actor, subject: Subject): Abilities<'handoff'> {
  return abilitiesFor(actor, subject, 'handoff')
}

/** `abilities` for another noun: `answer`, `step`, `question`, `deal`, `gate`. */
export function abilitiesFor<N extends Noun>(actor: Actor, subject: Subject, noun: N): Abilities<N> {
  const related = relationsTo(actor, subject)
  const pairs = actions
    .filter((action) => action.startsWith(`${noun}.`))
    .map((action) => {
      const answer = decide(related, actor, { action, subject })
      return [action.slice(noun.length + 1), answer.ok ? true : answer.reason] as const
    })
  return asAbilities<N>(Object.fromEntries(pairs))
}

function decide(
  related: ReadonlySet<Relation>,
  actor: Actor,
  { action, subject }: { action: Action; subject: Subject },
): Result<true, PermissionRefusal> {
  const row = permissionRow(action)
  if (!row.who.some((relation) => related.has(relation)))
    return no('not_allowed', `Only ${row.only} can do this.`)
  const reason = row.state?.({ subject, actor, related }) ?? null
  return reason === null ? ok(true) : no('not_now', reason)
}

function isAction(name: string): name is Action {
  return Object.hasOwn(permissionTable, name)
}

/** The keys come from the same table as the type; the compiler cannot follow the slicing of their names. */
function asAbilities<N extends Noun>(pairs: Record<string, true | string>): Abilities<N> {
  return pairs as Abilities<N>
}

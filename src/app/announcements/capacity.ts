import { sql } from 'kysely'
import { fromMs, toMs } from '../../core/lib/instant.ts'
import type { Message } from '../notifications/notify.ts'
import { places } from '../notifications/places.ts'
import type { News } from './announce-handoff.ts'
import { managerIn } from './audience.ts'
import { keptRouting } from './kept-routing.ts'

/** A CSM over their limit stays so for a while: their manager hears of it once in this long. */
const onceInDays = 7

/** When nobody had room and the customer went to somebody over their limit, the CS manager is told, once. */
export async function tellCapacity(news: News): Promise<readonly Message[]> {
  const { handoff, customer, playbook, directory, tx } = news
  const csm = handoff.csm_id
  if (csm === null || keptRouting(handoff)?.marked !== 'over_limit') return []
  const path = `${places.people}?member=${csm}`
  const since = fromMs(toMs(tx.now) - onceInDays * 86_400_000)
  const [manager] = managerIn('csm', handoff, { directory, roles: playbook.roles, now: tx.now })
  if (manager === undefined) return []
  const told = await tx.maybe(sql<{ id: string }>`
    SELECT id FROM notification WHERE workspace_id = ${tx.workspaceId} AND member_id = ${manager} AND created_at > ${since}::timestamptz
      AND event = 'capacity_reached' AND path = ${path} LIMIT 1`)
  if (told) return []
  return [
    {
      event: 'capacity_reached',
      to: [manager],
      actorId: null,
      handoffId: handoff.id,
      path,
      words: () => ({
        title: `${news.nameOf(csm)} is over their limit`,
        body: [
          `${customer} went to ${news.nameOf(csm)}, who has no room left; nobody else who fits has either. Raise the limit, or move accounts.`,
        ],
        button: 'Look at the team',
      }),
    },
  ]
}

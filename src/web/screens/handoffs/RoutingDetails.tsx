import { Check } from 'lucide-react'
import type { Handoff } from '../../../contract/handoffs.ts'
import { Avatar } from '../../ui/Avatar.tsx'

/** Why this CSM, and who else came into question. */
export function RoutingDetails({ handoff }: { handoff: Pick<Handoff, 'csm' | 'routing'> }) {
  const { csm, routing } = handoff
  if (routing === null) {
    return (
      <p className="max-w-72 text-pretty">
        {csm ? `${csm.name} was named by hand or by the CRM; no rule was asked.` : 'Nobody is named yet.'}
      </p>
    )
  }
  return (
    <div className="flex w-72 max-w-full flex-col gap-3">
      <div>
        <p className="font-medium">{csm ? `Why ${csm.name}` : 'Why nobody yet'}</p>
        <ul className="mt-1 flex flex-col gap-1">
          {routing.reasons.map((reason) => (
            <li key={reason} className="flex items-start gap-1.5 text-muted">
              <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ok" />
              <span className="text-pretty">{reason}</span>
            </li>
          ))}
        </ul>
        {routing.overriddenBy && (
          <p className="mt-1 text-sm text-muted">{routing.overriddenBy.name} decided by hand.</p>
        )}
      </div>
      {routing.runnersUp.length > 0 && (
        <div>
          <p className="text-sm text-faint">Also came into question</p>
          <ul className="mt-1 flex flex-col gap-1.5">
            {routing.runnersUp.map(({ member, why }) => (
              <li key={member.id} className="flex items-start gap-2">
                <Avatar name={member.name} />
                <span className="min-w-0">
                  {member.name}
                  <span className="block text-sm text-muted">{why}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

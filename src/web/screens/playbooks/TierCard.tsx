import { TierTag } from '../../components/TierTag.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Tag } from '../../ui/Tag.tsx'
import type { ShownPlaybook, ShownTier } from './playbook-words.ts'

type TierCardProps = {
  tier: ShownTier
  when: string
  load: ShownPlaybook['loads'][number] | undefined
  isDefault: boolean
}

/** One tier: who gets it, and how much of its limit of typed answers it uses. */
export function TierCard({ tier, when, load, isDefault }: TierCardProps) {
  const traits = [
    isDefault && 'When nothing is known',
    tier.follow_on && 'Same CSM',
    tier.submits_itself && 'Submits itself',
    tier.digest_only && 'Digest only',
  ].filter((trait) => trait !== false && trait !== undefined)
  return (
    <li className="flex flex-col rounded-lg border border-line p-4">
      <h3 className="text-md font-semibold">
        <TierTag tier={tier.id} title={tier.title} />
      </h3>
      {tier.hint && <p className="mt-1 text-pretty text-muted">{tier.hint}</p>}
      <p className="mt-3 border-l-2 border-accent-line pl-2.5 text-pretty">
        <span className="text-muted">when </span>
        {when}
      </p>
      {traits.length > 0 && (
        <p className="mt-3 flex flex-wrap gap-1">
          {traits.map((trait) => (
            <Tag key={String(trait)}>{trait}</Tag>
          ))}
        </p>
      )}
      <div className="mt-auto pt-4">{load && <Load load={load} weight={tier.weight} />}</div>
    </li>
  )
}

function Load({ load, weight }: { load: NonNullable<TierCardProps['load']>; weight: number }) {
  const over = load.gateTyped > load.gateLimit
  const places = Array.from({ length: Math.max(load.gateTyped, load.gateLimit) }, (_, place) => place)
  return (
    <>
      <p className="flex items-baseline justify-between gap-2">
        <span className="text-muted">Typed before the gate</span>
        <span className={classNames('num font-medium', over && 'text-danger-ink')}>
          {load.gateTyped} of {load.gateLimit}
          {over && ' · too many'}
        </span>
      </p>
      <span aria-hidden className="mt-1.5 flex gap-0.5">
        {places.map((place) => (
          <span
            key={place}
            className={classNames(
              'h-1.5 flex-1 rounded-full',
              place >= load.gateTyped ? 'bg-active' : place >= load.gateLimit ? 'bg-danger' : 'bg-accent',
            )}
          />
        ))}
      </span>
      <dl className="num mt-3 grid grid-cols-3 gap-2 text-sm">
        {[
          { term: 'Brief', value: load.gate + load.full },
          { term: 'Welcome', value: load.optional },
          { term: 'CSM load', value: weight },
        ].map(({ term, value }) => (
          <div key={term}>
            <dt className="truncate text-faint">{term}</dt>
            <dd className="text-md font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

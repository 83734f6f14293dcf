import type { Need } from '../../../../core/playbook/playbook.ts'
import { StatusDot, type StatusShape } from '../../../ui/StatusDot.tsx'
import type { Tone } from '../../../ui/tone.ts'
import { needWords } from '../playbook-words.ts'

const looks: Readonly<Record<Exclude<Need, 'hidden'>, { shape: StatusShape; tone: Tone }>> = {
  gate: { shape: 'full', tone: 'accent' },
  full: { shape: 'half', tone: 'accent' },
  optional: { shape: 'dashed', tone: 'neutral' },
}

/** How much a tier asks for something: told by shape, and in words for those who cannot see it. */
export function NeedMark({ need, bare }: { need: Need; bare?: boolean }) {
  if (need === 'hidden') {
    return bare ? (
      <span className="inline-block w-3.5 text-center align-middle text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">{needWords.hidden}</span>
      </span>
    ) : (
      <span className="text-faint">– {needWords.hidden}</span>
    )
  }
  return <StatusDot bare={bare} label={needWords[need]} className="align-middle" {...looks[need]} />
}

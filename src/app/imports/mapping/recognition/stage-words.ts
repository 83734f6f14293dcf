import type { DealType } from '../../../../core/deal/deal.ts'
import type { StageKind } from '../../../../core/playbook/playbook.ts'

/** The suggestion for a stage's label; `sure` is false where nothing in it says more than that it is a stage. */
export type StageGuess = { kind: StageKind; sure: boolean }

const rules: [RegExp, StageKind][] = [
  [
    /lost|verloren|perdu|perdid|\bperso\b|\bpersa\b|abandon|disqualif|unqualified|dead|reject|no[ -]?decision|storniert|abgesagt|annul|cancel|abgelehnt/i,
    'lost',
  ],
  [
    /\bwon\b|closed? ?won|gewonnen|gagn|ganad|vint[oa]|ganho|signed|unterschrieben|\bsigné|booked|auftrag erteilt|gewonnen|vundet/i,
    'won',
  ],
  [
    /negotiat|verhandl|négoci|negocia|trattativa|proposal|propos(ition|ta)|quote|angebot|offer|devis|verbal|mündlich|commit|contract|vertrag|contrat|legal|procurement|decision ?maker ?bought|redlin|best case|closing/i,
    'likely',
  ],
  [
    /prospect|engag|discover|qualif|lead|new|open|demo|present|appointment|meeting|contacted|analysis|evaluat|needs|bedarf|trial|pilot|pipeline|neu|erst|besuch|termin|interesse|découverte|value prop|perception/i,
    'open',
  ],
]

/** How far a deal is whose stage is called like this; null for an empty label. */
export function stageOf(label: string): StageGuess | null {
  const text = label.trim()
  if (text === '') return null
  if (/value prop|id\.? ?decision|perception/i.test(text)) return { kind: 'open', sure: true }
  const plain = text.replace(/[_-]+/g, ' ')
  const found = rules.find(
    ([words]) => words.test(plain) || words.test(plain.replace(/^closed?/i, 'closed ')),
  )
  return found ? { kind: found[1], sure: true } : { kind: 'open', sure: false }
}

/** Which kind of business a deal type of this name is; null where the name does not say. */
export function dealTypeOf(label: string): DealType | null {
  if (/renew|verläng|renouvel|renov|rinnov|downgrade/i.test(label)) return 'renewal'
  if (
    /exist|expan|upsell|up-sell|cross|upgrade|add-?on|replace|bestand|erweiter|extension|amplia/i.test(label)
  )
    return 'expansion'
  if (/new|neu|nouve|nuev|nuov|first|erst|logo|land\b|novo/i.test(label)) return 'new'
  return null
}

import { offerOf } from '../app/imports/mapping/check/offer-of.ts'
import { readMapping } from '../app/imports/mapping/check/read-mapping.ts'
import type { ImportMapping } from '../contract/import-mapping.ts'
import type { Output } from '../contract/operations.ts'

type Plan = Output<'import.plan'>['plan']

/** Asks about each thing a plan would rather read differently; answers with the mapping that says so, or null. */
export async function askSuggestions(
  { mapping, problems }: Plan,
  ask: (question: string) => Promise<string>,
): Promise<ImportMapping | null> {
  const read = readMapping(mapping)
  if (!read.ok) return null
  let taken: ImportMapping | null = null
  for (const { message, suggestion } of problems) {
    const offer = offerOf(suggestion)
    if (!offer) continue
    const answer = await ask(`${message}\n${offer.question} [Y/n] `)
    if (/^(y(es)?)?$/i.test(answer.trim())) taken = offer.take(taken ?? read.value)
  }
  return taken
}

type Able = { can: Readonly<Record<string, true | string>> }

/** Why something cannot be done with a record now, to stand on its button; null when it can. */
export function whyNot({ can }: Able, verb: string): string | null {
  const answer = can[verb]
  if (answer === true) return null
  return answer ?? 'This is not possible here.'
}

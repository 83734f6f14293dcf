import type { Output } from '../../contract/operations.ts'
import { beforeFirst, payloadDigest, type SealedEntry, sealDigest } from './seal-digest.ts'

export type Broken = Output<'audit.verify'>['broken']
export type Seal = { number: number; entries: number; previous_digest: Buffer; digest: Buffer }
export type Entry = SealedEntry & { seal_number: number; salt: Buffer | null; payload: unknown }

/** What is wrong with one seal: how it follows the one before, and the entries that stand under it. */
export function checkSeal(
  seal: Seal,
  { before, covered }: { before: Seal | undefined; covered: readonly Entry[] },
): Broken {
  return [...linkProblems(seal, before), ...sealProblems(seal, covered)]
}

function linkProblems(seal: Seal, before: Seal | undefined): Broken {
  const expected = (before?.number ?? 0) + 1
  if (seal.number !== expected)
    return [{ seal: expected, what: `The seals ${expected} to ${seal.number - 1} are missing.` }]
  const previous = before?.digest ?? beforeFirst
  return seal.previous_digest.equals(previous)
    ? []
    : [{ seal: seal.number, what: 'This seal does not follow the one before it.' }]
}

function sealProblems(seal: Seal, covered: readonly Entry[]): Broken {
  const broken: Broken = []
  const digest = sealDigest(seal.previous_digest, seal.number, covered)
  if (covered.length !== seal.entries) {
    const what = `${covered.length} entries stand under this seal, ${seal.entries} were sealed: some were ${covered.length < seal.entries ? 'taken away' : 'added'}.`
    broken.push({ seal: seal.number, what })
  } else if (!digest.equals(seal.digest))
    broken.push({ seal: seal.number, what: 'An entry under this seal, or the seal itself, was changed.' })
  for (const { id, salt, payload, payload_digest } of covered) {
    if (salt && !payloadDigest(salt, payload).equals(payload_digest))
      broken.push({ seal: seal.number, what: `The content of the entry ${id} was changed.` })
  }
  return broken
}

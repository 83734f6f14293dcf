import { readSecret, type SigningSecrets } from '../../connectors/kit/signature.ts'
import type { SignatureScheme } from '../../connectors/kit/signature-scheme.ts'
import type { Connectors } from '../connectors.ts'
import { invalid } from '../errors.ts'
import type { ConnectionRow } from './connection-row.ts'

type Sealing = Pick<Connectors, 'seal'>
type SecretColumn = 'secret_sealed' | 'previous_secret_sealed'

function placeOf(row: { workspace_id: string; id: string }, column: SecretColumn): string {
  return `${row.workspace_id}|connection|${row.id}|${column}`
}

export function sealSecret(
  { seal }: Sealing,
  secret: string,
  of: { row: { workspace_id: string; id: string }; column: SecretColumn },
): string {
  return seal.seal(secret, placeOf(of.row, of.column))
}

/** The secrets of a connection; NULL where they cannot be opened, which is no reason to let anything in. */
export function openSecrets({ seal }: Sealing, row: ConnectionRow): SigningSecrets | null {
  try {
    if (row.secret_sealed === null) return null
    const current = seal.unseal(row.secret_sealed, placeOf(row, 'secret_sealed'))
    if (row.previous_secret_sealed === null || row.previous_secret_until === null) return { current }
    const secret = seal.unseal(row.previous_secret_sealed, placeOf(row, 'previous_secret_sealed'))
    return { current, previous: { secret, until: row.previous_secret_until } }
  } catch {
    return null
  }
}

/** The secret given, if it fits how calls are signed, or a new one. */
export function chosenSecret(
  { deals }: Pick<Connectors, 'deals'>,
  scheme: SignatureScheme,
  given: string | undefined,
): string {
  if (given === undefined) return deals.newSecret(scheme)
  const read = readSecret(scheme, given)
  if (read.ok) return given
  throw invalid(`secret: ${read.reason}`, [{ path: 'secret', message: read.reason }])
}

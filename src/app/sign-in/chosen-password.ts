import { checkPassword } from '../../connectors/kit/passwords.ts'
import { invalid } from '../errors.ts'

/** A password somebody chooses, exactly as typed, or an error that says what was expected. */
export function chosenPassword(password: string): string {
  const checked = checkPassword(password)
  if (checked.ok) return checked.value
  throw invalid(`password: ${checked.reason}`, [{ path: 'password', message: checked.reason }])
}

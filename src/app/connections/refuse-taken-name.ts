import { brokenConstraint } from '../../db/tx.ts'
import { AppError } from '../errors.ts'

/** Turns the database's refusal of a second connection of the same name into words. */
export async function refuseTakenName<T>(name: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (brokenConstraint(error) !== 'connection_name') throw error
    const sentence = `Another connection is called "${name ?? ''}". Choose another name.`
    throw new AppError('refused', 'name_taken', sentence, { fields: [{ path: 'name', message: sentence }] })
  }
}

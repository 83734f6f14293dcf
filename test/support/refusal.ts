import { AppError } from '../../src/app/errors.ts'

/** Why something was refused; fails where it was not. */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was not refused')
}

/** The code and detail of a refusal, such as `refused not_now`. */
export async function refusedAs(work: Promise<unknown>): Promise<string> {
  const { code, detail } = await refusal(work)
  return code === detail ? code : `${code} ${detail}`
}

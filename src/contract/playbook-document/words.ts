import { z } from 'zod'

/** Names that JavaScript objects already carry are no ids. */
const idPattern = /^(?!constructor$|prototype$)[a-z][a-z0-9_]{0,59}$/

export const idRule =
  'an id: lower-case letters, digits and _, starting with a letter, at most 60 characters (not "constructor" or "prototype")'

export const id = z
  .string()
  .regex(idPattern, { error: `expected ${idRule}` })
  .meta({ id: 'Id', description: `Is ${idRule}.` })

/** One line for people. */
export const title = z.string().trim().min(1, { error: 'expected some text' }).max(200)

/** A paragraph for people. */
export const prose = z.string().trim().min(1, { error: 'expected some text' }).max(4000)

export const day = z.iso.date({ error: 'expected a day such as 2026-12-24' })

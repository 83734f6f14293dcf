import { z } from 'zod'
import type { AnswerValue as CoreAnswerValue, Evidence as CoreEvidence } from '../core/deal/answer.ts'
import * as s from './shapes.ts'

const url = z
  .string()
  .max(2_000)
  .refine(isWebAddress, 'expected an address that begins with https:// or http://')

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s@]+$/i.test(text)
}

export const Person = z.strictObject({
  name: s.name(),
  role: s.text(120).optional(),
  title: s.text(120).optional(),
  email: z.string().max(254).optional(),
  phone: s.text(60).optional(),
  sentiment: s.text(60).optional(),
  stays: z.boolean().optional(),
  note: s.text(2_000).optional(),
})

export const Evidence = z.strictObject({
  quote: s.text(2_000).optional(),
  speaker: s.text(120).optional(),
  url: url.optional(),
}) satisfies z.ZodType<CoreEvidence>

/** Any value an answer can have; which one fits is checked against the requirement's type by the verb. */
export const AnswerValue = z.union([
  s.text(20_000),
  z.number().finite(),
  z.boolean(),
  s.money,
  z.array(Person).min(1).max(100),
  z
    .array(z.strictObject({ url, label: s.text(200).optional() }))
    .min(1)
    .max(100),
  z
    .array(z.record(z.string().max(63), z.union([z.string().max(4_000), z.number(), z.boolean(), z.null()])))
    .min(1)
    .max(200),
]) satisfies z.ZodType<CoreAnswerValue>
export type AnswerValue = z.infer<typeof AnswerValue>

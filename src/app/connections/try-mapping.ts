import { problemSentence } from '../../connectors/kit/deal-source.ts'
import type { Verb } from '../verbs.ts'
import { checkConfig } from './check-config.ts'
import { asSourceConfig, sourceOrThrow } from './connection-row.ts'

const mostShown = 50

/** What an example body would become, by the settings in force or by others. Nothing is stored. */
export const tryMapping: Verb<'connection.try_mapping'> = (ctx, input) =>
  ctx.readOnly(async (tx) => {
    const row = await sourceOrThrow(tx, input.id)
    const config = input.config ? checkConfig(ctx.connectors, input.config) : asSourceConfig(row.config)
    const read = ctx.connectors.deals.read(Buffer.from(input.body), config)
    if (!read.ok) return { deals: [], problems: [`${read.reason}.`] }
    const items = read.value.slice(0, mostShown)
    return {
      deals: items.flatMap((item) => (item.ok ? [{ ...item.deal }] : [])),
      problems: items.flatMap((item) => (item.ok ? [] : item.problems.map(problemSentence))),
    }
  })

import type { SourceConfig } from '../../connectors/kit/deal-source.ts'
import type { Connectors } from '../connectors.ts'
import { type FieldProblem, invalid } from '../errors.ts'

/** The settings in full, as the connector reads them, or every mistake with its place. */
export function checkConfig({ deals }: Pick<Connectors, 'deals'>, config: unknown): SourceConfig {
  const checked = deals.checkConfig(config)
  if (checked.ok) return checked.config
  const fields = checked.problems.slice(0, 50).map(placed)
  throw invalid(`The settings do not fit. ${checked.problems[0] ?? ''}`.trim(), fields)
}

/** The settings a new connection begins with. */
export function firstConfig({ deals }: Pick<Connectors, 'deals'>): SourceConfig {
  const [preset] = deals.presets
  if (!preset) throw new Error('the webhook source offers no preset')
  return checkConfig({ deals }, preset.config)
}

function placed(problem: string): FieldProblem {
  const at = problem.indexOf(': ')
  if (at < 0) return { path: 'config', message: problem }
  return { path: `config.${problem.slice(0, at)}`, message: problem.slice(at + 2) }
}

/** One reason why a deal may not enter a stage, or should be looked at, in a sentence the seller understands. */
export type Finding = {
  ruleId: string
  /** The requirement it is about; null when it is about the deal as a whole. */
  requirementId: string | null
  sentence: string
  severity: Severity
}

/** `blocks`: the gate is not passed. `warns`: it is passed, and somebody should know. */
export const severities = ['blocks', 'warns'] as const
export type Severity = (typeof severities)[number]

/** Every job: its name and what it is given. The body stands in `jobs/<name>.ts`; the compiler reports one without the other. */
export type Jobs = {
  /** Sends one mail of the `mail` table, or keeps it where no mail server is set up. */
  'send-mail': { mailId: string }
  /** Rewrites what search looks through for one deal. */
  'index-deal': { dealId: string }
  /** The same for many deals that were written together. */
  'index-deals': { dealIds: string[] }
  /** Tells people what happened to a handoff, each in the way they chose. */
  'announce-handoff': {
    handoffId: string
    event: string
    actorId: string | null
    detail: Record<string, string>
  }
  /** A calendar changed: running clocks on it are counted anew. */
  'recompute-due-times': { calendarId: string }
  /** Runs, or goes on with, an import. */
  'run-import': { importId: string }
  /** Gives the answers of a deal closed with gaps their due time, and tells the manager. */
  'chase-closed-dirty': { dealId: string }
  /** An excuse has run out: what it means for completeness is counted anew. */
  'refresh-scores': { dealId: string }
  /** Sums up what each CSM's capacity gained and gave back. */
  'fold-loads': Record<string, never>
  /** Chains the audit entries of the last minute. */
  'seal-audit': Record<string, never>
  /** Takes away what is past its time. */
  prune: Record<string, never>
}
export type JobName = keyof Jobs
export type JobPayload<N extends JobName> = Jobs[N]

export const jobNames = [
  'send-mail',
  'index-deal',
  'index-deals',
  'announce-handoff',
  'recompute-due-times',
  'run-import',
  'chase-closed-dirty',
  'refresh-scores',
  'fold-loads',
  'seal-audit',
  'prune',
] as const satisfies readonly JobName[]

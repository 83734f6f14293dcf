/**
 * An event that cannot be handled yet, and what somebody must do. It stays where it can be seen, and is
 * handled again when that is done; nothing of it was written.
 */
export class Parked extends Error {
  /** Stages to list for mapping, where an unknown one is the cause. */
  readonly stage: { pipeline: string; externalId: string; label: string } | null

  constructor(message: string, stage: Parked['stage'] = null) {
    super(message)
    this.name = 'Parked'
    this.stage = stage
  }
}

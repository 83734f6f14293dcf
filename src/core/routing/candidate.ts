/** A CSM who may receive a customer, as routing sees them. */
export type Candidate = {
  id: string
  name: string
  /** What the person covers; an empty list means no restriction, and a match by name ranks before it. */
  territories: readonly string[]
  /** Tier ids. */
  sizes: readonly string[]
  industries: readonly string[]
  languages: readonly string[]
  /** Names of the products the person knows. */
  skills: readonly string[]
  /** Most points of open accounts; null is no limit. */
  capacity: number | null
  /** Points of the accounts the person has now. */
  load: number
  /** False while out of office. */
  available: boolean
  /** The member who stands in while out of office. */
  coverId: string | null
}

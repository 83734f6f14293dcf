import type { Path } from '../../core/playbook/check/fault.ts'

/** Where each part of a document begins, as offsets into its text; built while reading it. */
export type Place = {
  key: number | null
  value: number
  parts: Map<string | number, Place>
}

/**
 * The offset of a part of the document: of its key where `at` says so, else of its value. A part that is not there
 * is shown at the nearest part around it that is.
 */
export function findPosition(root: Place, path: Path, at: 'key' | 'value' = 'value'): number {
  let place = root
  for (const key of path) {
    const part = place.parts.get(key)
    if (!part) return place.value
    place = part
  }
  return at === 'key' ? (place.key ?? place.value) : place.value
}

export type KeyPress = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

export type Match<T> = { kind: 'none' } | { kind: 'pending' } | { kind: 'match'; binding: T }

/** Two keys of a sequence such as `g t` must follow each other within this many milliseconds. */
export const sequenceWindow = 1_200

/** One press in the form bindings are written in: `mod+k`, `shift+enter`, `j`, `?`. Null for a bare modifier. */
export function strokeOf(press: KeyPress): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'Dead', 'Unidentified', 'Process'].includes(press.key)) return null
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  const mod = press.ctrlKey || press.metaKey
  // a character that needs shift (`?`) is written as itself; shift counts only with letters and named keys
  const shift = press.shiftKey && (key.length > 1 || /[a-z]/.test(key))
  return `${mod ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`
}

/** Whether a stroke could be part of ordinary typing; only those may be switched off by a reader. */
export function isCharacter(keys: string): boolean {
  return !/(^|\s)(mod|alt)\+/.test(keys)
}

export type Matcher<T> = {
  /** What a press means now, given the presses before it. `now` is in milliseconds. */
  press(stroke: string, bindings: readonly T[], now: number): Match<T>
  reset(): void
}

/** Follows key presses and finds the binding that they complete. Of two with the same keys the later one wins. */
export function createMatcher<T extends { keys: string }>(): Matcher<T> {
  let typed: string[] = []
  let last = 0
  const find = (strokes: string[], bindings: readonly T[]): Match<T> => {
    const wanted = strokes.join(' ')
    const exact = bindings.findLast((binding) => binding.keys === wanted)
    if (exact) return { kind: 'match', binding: exact }
    const begun = bindings.some((binding) => binding.keys.startsWith(`${wanted} `))
    return begun ? { kind: 'pending' } : { kind: 'none' }
  }
  return {
    press(stroke, bindings, now) {
      const before = now - last <= sequenceWindow ? typed : []
      const joined = find([...before, stroke], bindings)
      // a key that continues nothing starts anew: `g` then `j` is still `j`
      const fresh = joined.kind === 'none' && before.length > 0
      const result = fresh ? find([stroke], bindings) : joined
      typed = result.kind === 'pending' ? [...(fresh ? [] : before), stroke] : []
      last = now
      return result
    },
    reset() {
      typed = []
    },
  }
}

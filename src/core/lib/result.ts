/**
 * What a rule of `core` answers when it can refuse: the outcome, or the reason in a sentence for people.
 * `code` is stable and machine-readable; the sentence may be reworded at any time.
 */
export type Result<T, C extends string = string> =
  | { ok: true; value: T }
  | { ok: false; code: C; reason: string }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function no<C extends string>(code: C, reason: string): { ok: false; code: C; reason: string } {
  return { ok: false, code, reason }
}

import { type RefObject, useRef, useState } from 'react'
import { ApiError } from '../../api.ts'
import { type FieldProblems, fieldProblems } from './field-problems.ts'

type FormOptions<V extends object> = {
  initial: V
  /** What is wrong with what was entered, by field. */
  check?: (values: V) => FieldProblems<keyof V & string>
}

export type Submitted<T> = { ok: true; value: T } | { ok: false; error: ApiError | null }

export type Form<V extends object> = {
  values: V
  set: (part: Partial<V>) => void
  reset: (values: V) => void
  /** For a field: what is wrong with it, once it was left or sent, and what to call when it is left. */
  field: (key: keyof V & string) => { error: string | null; onBlur: () => void }
  busy: boolean
  /** What went wrong and belongs to no field. */
  problem: string | null
  /** Put on the form element: after a refusal the first wrong field gets the focus. */
  ref: RefObject<HTMLFormElement | null>
  submit: <T>(work: () => Promise<T>) => Promise<Submitted<T>>
}

/** A field is left by pressing something: what is said of it must not move that away from under the pointer. */
const pressMs = 300

/** Fields checked when one leaves them, and by the server when they are sent; each problem stands beside its field. */
export function useForm<V extends object>({ initial, check }: FormOptions<V>): Form<V> {
  type Key = keyof V & string
  const ref = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(initial)
  const { left, setLeft, leave } = useLeftFields<Key>()
  const [told, setTold] = useState<FieldProblems<Key>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const own: FieldProblems<Key> = check?.(values) ?? {}

  const refuse = (error: unknown): Submitted<never> => {
    if (!(error instanceof ApiError)) throw error
    const byField = fieldProblems(error, Object.keys(values) as Key[])
    const told = Object.keys(byField).length > 0
    setTold(byField)
    setProblem(told ? null : error.message)
    if (told) focusFirstWrong(ref)
    return { ok: false, error }
  }
  return {
    values,
    ref,
    busy,
    problem,
    set: (part) => {
      setValues((before) => ({ ...before, ...part }))
      setTold((before) => ({ ...before, ...blanks(part) }))
    },
    reset: (next) => {
      setValues(next)
      setLeft(new Set())
      setTold({})
      setProblem(null)
    },
    field: (key) => ({
      error: told[key] ?? (left === 'all' || left.has(key) ? (own[key] ?? null) : null),
      onBlur: () => leave(key),
    }),
    submit: async (work) => {
      if (running.current) return { ok: false, error: null }
      setLeft('all')
      setProblem(null)
      if (Object.values(own).some(Boolean)) {
        focusFirstWrong(ref)
        return { ok: false, error: null }
      }
      running.current = true
      setBusy(true)
      try {
        return { ok: true, value: await work() }
      } catch (error) {
        return refuse(error)
      } finally {
        running.current = false
        setBusy(false)
      }
    },
  }
}

function useLeftFields<K extends string>() {
  const [left, setLeft] = useState<ReadonlySet<K> | 'all'>(new Set())
  const leave = (key: K): void =>
    void setTimeout(
      () => setLeft((before) => (before === 'all' ? before : new Set([...before, key]))),
      pressMs,
    )
  return { left, setLeft, leave }
}

function blanks<V extends object>(part: Partial<V>): FieldProblems<keyof V & string> {
  return Object.fromEntries(Object.keys(part).map((key) => [key, undefined])) as FieldProblems<
    keyof V & string
  >
}

function focusFirstWrong(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    const words = form.current?.querySelector<HTMLElement>('[role=alert]')
    field?.focus()
    if (!field) words?.scrollIntoView({ block: 'center' })
  })
}

import { useEffect, useState } from 'react'
import { ApiError } from '../../api.ts'
import type { FieldProblems } from './field-problems.ts'
import { changesOf, contested, merged } from './record-merge.ts'
import { type Form, useForm } from './use-form.ts'

type Versioned = { version: number }

type RecordFormOptions<R extends Versioned, V extends object> = {
  /** As last read; a change by somebody else appears while nothing was entered. */
  record: R
  /** Its fields as the form holds them. Keep its identity stable. */
  valuesOf: (record: R) => V
  check?: (values: V) => FieldProblems<keyof V & string>
  /** Sends the changed fields with the version they were made on. */
  save: (changed: Partial<V>, version: number) => Promise<R>
  onSaved?: (record: R) => void
}

export type RecordConflict<V> = { mine: V; theirs: V; keys: readonly (keyof V & string)[] }

export type RecordForm<V extends object> = Form<V> & {
  isDirty: boolean
  save: () => Promise<boolean>
  revert: () => void
  /** Fields that somebody else changed too: both values, until one is chosen. */
  conflict: RecordConflict<V> | null
  keepMine: () => void
  takeTheirs: () => void
}

/** Edits a record that others may edit too: nothing is overwritten unseen, and changes of different fields join. */
export function useRecordForm<R extends Versioned, V extends object>(
  options: RecordFormOptions<R, V>,
): RecordForm<V> {
  const { record, valuesOf, check, save, onSaved } = options
  const [base, setBase] = useState(record)
  const [theirs, setTheirs] = useState<R | null>(null)
  const form = useForm<V>({ initial: valuesOf(record), ...(check && { check }) })
  const before = valuesOf(base)
  const changed = changesOf(before, form.values)
  const isDirty = Object.keys(changed).length > 0

  const begin = (next: R, values: V = valuesOf(next)): void => {
    setBase(next)
    setTheirs(null)
    form.reset(values)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news from the server matters here
  useEffect(() => {
    if (!isDirty && record.version !== base.version) begin(record)
  }, [record])

  const send = async (on: R, values: V, mayJoin: boolean): Promise<R | null> => {
    try {
      return await save(changesOf(valuesOf(on), values), on.version)
    } catch (error) {
      const current = currentOf<R>(error)
      if (current === null) throw error
      const merge = { base: valuesOf(on), mine: values, theirs: valuesOf(current) }
      if (mayJoin && contested(merge).length === 0) return send(current, merged(merge, 'mine'), false)
      setTheirs(current)
      return null
    }
  }
  const store = async (on: R, values: V): Promise<boolean> => {
    const outcome = await form.submit(() => send(on, values, true))
    if (!outcome.ok || outcome.value === null) return false
    begin(outcome.value)
    onSaved?.(outcome.value)
    return true
  }
  const settle = (keep: 'mine' | 'theirs'): void => {
    if (theirs === null) return
    const values = merged({ base: before, mine: form.values, theirs: valuesOf(theirs) }, keep)
    begin(theirs, values)
    if (keep === 'mine') void store(theirs, values)
  }
  return {
    ...form,
    isDirty,
    save: () => store(base, form.values),
    revert: () => begin(record),
    conflict: theirs && conflictOf(before, form.values, valuesOf(theirs)),
    keepMine: () => settle('mine'),
    takeTheirs: () => settle('theirs'),
  }
}

function conflictOf<V extends object>(base: V, mine: V, theirs: V): RecordConflict<V> {
  return { mine, theirs, keys: contested({ base, mine, theirs }) }
}

/** What stands at the server now, where it said so. */
function currentOf<R>(error: unknown): R | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null
  return typeof error.current === 'object' ? (error.current as R | null) : null
}

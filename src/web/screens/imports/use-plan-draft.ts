import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportMapping } from '../../../contract/import-mapping.ts'
import type { Input, Output } from '../../../contract/operations.ts'
import { attempt } from '../../components/run-operation.ts'
import { queryClient, read } from '../../queries.ts'
import { idle, type SaveState } from '../../ui/save-state.ts'
import { mappingOf } from './file-profile.ts'
import type { Imported } from './import-words.ts'

type Wish = Pick<Input<'import.plan'>, 'mode' | 'shiftDates'> & { mapping?: ImportMapping }

export type PlanDraft = {
  /** What is being edited: what was chosen last, else as it was planned. */
  mapping: ImportMapping | null
  mode: Imported['mode']
  shiftDates: boolean
  state: SaveState
  /** Looks at the files anew with these wishes, after a pause for typing or at once. */
  change: (wish: Wish, when?: 'soon' | 'now') => void
}

const pauseMs = 600
const nothing: Wish = {}

/** Shows what was planned at once; what an earlier run set aside stays shown until it runs again. */
function keep(planned: Output<'import.plan'>): void {
  const { queryKey } = read('import.show', { id: planned.id })
  queryClient.setQueryData(queryKey, (before) => ({
    ...planned,
    setAsideByFile: before?.setAsideByFile ?? [],
  }))
}

/** Plans an import anew after each change, one at a time and always with the latest wishes. */
export function usePlanDraft(imported: Imported): PlanDraft {
  const { id } = imported
  const [draft, setDraft] = useState<Wish>(nothing)
  const [state, setState] = useState<SaveState>(idle)
  const wish = useRef<Wish | null>(null)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const version = useRef(imported.version)
  version.current = Math.max(version.current, imported.version)

  const flush = useCallback(async () => {
    const sent = wish.current
    if (busy.current || sent === null) return
    busy.current = true
    wish.current = null
    setState({ kind: 'saving' })
    const { mapping, ...rest } = sent
    const input = { id, version: version.current, ...rest, ...(mapping && { mapping: { ...mapping } }) }
    const done = await attempt('import.plan', input)
    busy.current = false
    if (done.ok) {
      version.current = done.value.version
      keep(done.value)
      if (wish.current === null) setDraft(nothing)
      setState({ kind: 'saved' })
    } else if (done.error.code === 'stale_version' || done.error.status === 409) {
      setDraft(nothing)
      wish.current = null
      await queryClient.invalidateQueries({ queryKey: ['import'] })
      setState({ kind: 'conflict' })
    } else {
      const again = () => {
        wish.current = { ...sent, ...wish.current }
        void flush()
      }
      setState({ kind: 'error', message: done.error.message, retry: again })
      return
    }
    if (wish.current !== null) void flush()
  }, [id])

  const change = useCallback(
    (next: Wish, when: 'soon' | 'now' = 'soon') => {
      wish.current = { ...wish.current, ...next }
      setDraft((before) => ({ ...before, ...next }))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), when === 'now' ? 0 : pauseMs)
    },
    [flush],
  )

  // A change typed just before leaving is sent all the same.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void flush()
    },
    [flush],
  )
  return {
    mapping: draft.mapping ?? (imported.plan ? mappingOf(imported.plan) : null),
    mode: draft.mode ?? imported.mode,
    shiftDates: draft.shiftDates ?? imported.shiftDates,
    state,
    change,
  }
}

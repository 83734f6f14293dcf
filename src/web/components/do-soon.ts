import { dismissToast, toast } from '../ui/toast-store.ts'

type Deed = {
  /** Said at once, as if it were done. */
  title: string
  run: () => void
  /** Shows things as they were. */
  onUndo: () => void
}

const graceMs = 6_000

/**
 * Does what cannot be taken back on the server in a moment, until which it can be; whoever leaves the page lets it
 * happen at once. Answers how to take it back.
 */
export function doSoon({ title, run, onUndo }: Deed): () => void {
  const settle = (): void => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', leave)
    globalThis.removeEventListener('pagehide', act)
  }
  const act = (): void => {
    settle()
    run()
  }
  const leave = (): void => {
    if (document.visibilityState === 'hidden') act()
  }
  const undo = (): void => {
    settle()
    dismissToast(shown)
    onUndo()
  }
  const shown = toast({ title, tone: 'ok', undo, timeout: graceMs })
  const timer = setTimeout(act, graceMs)
  document.addEventListener('visibilitychange', leave)
  globalThis.addEventListener('pagehide', act)
  return undo
}

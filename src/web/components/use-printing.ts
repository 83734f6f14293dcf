import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Whether the page is being printed just now: what is only for paper is made only then. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(() => matchMedia('print').matches)
  useEffect(() => {
    const paper = matchMedia('print')
    // the browser takes its picture as soon as the event is over
    const set = (now: boolean) => flushSync(() => setPrinting(now))
    const before = () => set(true)
    const after = () => set(false)
    const change = () => set(paper.matches)
    globalThis.addEventListener('beforeprint', before)
    globalThis.addEventListener('afterprint', after)
    paper.addEventListener('change', change)
    return () => {
      globalThis.removeEventListener('beforeprint', before)
      globalThis.removeEventListener('afterprint', after)
      paper.removeEventListener('change', change)
    }
  }, [])
  return printing
}

import { type RefObject, useLayoutEffect } from 'react'

/** Lets a text area grow with its text where the browser does not do so by itself. */
export function useAutosize(area: RefObject<HTMLTextAreaElement | null>, value: string): void {
  useLayoutEffect(() => {
    const node = area.current
    if (!node || CSS.supports('field-sizing', 'content')) return
    node.style.height = 'auto'
    node.style.height = `${node.scrollHeight + node.offsetHeight - node.clientHeight}px`
  }, [area, value])
}

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { placeTip } from './place-tip.ts'
import { type Tip, tips } from './tooltip-store.ts'

type Shown = { anchor: HTMLElement; tip: Tip }

const layerId = 'tip'
const openAfter = 450
const stillWarm = 300

function tipOf(target: EventTarget | null): Shown | null {
  if (!(target instanceof Element)) return null
  const anchor = target.closest<HTMLElement>('[data-tip]')
  const tip = anchor && tips.get(anchor.dataset['tip'] ?? '')
  return anchor && tip ? { anchor, tip } : null
}

/** Follows pointer and focus over the whole page and says which tip is open. */
function useShownTip(layer: React.RefObject<HTMLElement | null>): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const on = { signal: stop.signal, capture: true, passive: true }
    let timer: ReturnType<typeof setTimeout> | undefined
    let current: HTMLElement | null = null
    let hiddenAt = 0
    const hide = () => {
      clearTimeout(timer)
      if (current) hiddenAt = performance.now()
      current = null
      setShown(null)
    }
    const show = (next: Shown, delay: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        current = next.anchor
        setShown(next)
      }, delay)
    }
    const enter = (event: PointerEvent) => {
      if (event.target instanceof Node && layer.current?.contains(event.target)) return clearTimeout(timer)
      const next = tipOf(event.target)
      if (next?.anchor === current && current) return
      if (event.pointerType === 'touch') return
      if (!next) {
        clearTimeout(timer)
        if (current) timer = setTimeout(hide, 80)
        return
      }
      show(next, current || performance.now() - hiddenAt < stillWarm ? 0 : openAfter)
    }
    const press = (event: PointerEvent) => {
      const next = tipOf(event.target)
      const tells = next?.anchor.ariaDisabled === 'true' || next?.anchor.dataset['tipTap'] !== undefined
      if (next && event.pointerType === 'touch' && tells) show(next, 0)
      else hide()
    }
    const focus = (event: FocusEvent) => {
      const next = tipOf(event.target)
      if (next && event.target === next.anchor && next.anchor.matches(':focus-visible')) show(next, 0)
    }
    document.addEventListener('pointerover', enter, on)
    document.addEventListener('pointerdown', press, on)
    document.addEventListener('focusin', focus, on)
    document.addEventListener('focusout', hide, on)
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), on)
    document.addEventListener('scroll', hide, on)
    document.addEventListener('pointerleave', hide, { signal: stop.signal })
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [layer])
  return shown
}

/** The one place where tooltips are drawn. */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null)
  const shown = useShownTip(layer)
  useLayoutEffect(() => {
    const popup = layer.current
    if (!shown || !popup) return
    if (shown.tip.describes) shown.anchor.setAttribute('aria-describedby', layerId)
    const { left, top } = placeTip(
      shown.anchor.getBoundingClientRect(),
      popup.getBoundingClientRect(),
      shown.tip.side,
    )
    popup.style.translate = `${left}px ${top}px`
    return () => {
      if (shown.tip.describes) shown.anchor.removeAttribute('aria-describedby')
    }
  }, [shown])
  if (!shown) return null
  return createPortal(
    <div
      ref={layer}
      id={layerId}
      role="tooltip"
      className="fixed top-0 left-0 z-70 w-max max-w-72 rounded-md bg-tip px-2 py-1 text-sm text-on-tip shadow-pop motion-safe:animate-[enter_100ms_ease-out] print:hidden"
    >
      {shown.tip.content}
    </div>,
    document.body,
  )
}

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { popupFrame, popupItem } from './control-style.ts'
import type { Icon } from './icon.ts'
import { Kbd } from './Kbd.tsx'
import { leaveToTrigger } from './keep-open.ts'
import type { MenuItem } from './menu-item.ts'

export type MenuPopupProps = {
  label: string
  open: boolean
  onOpenChange: (open: boolean) => void
  anchor: RefObject<HTMLElement | null>
  /** Opened by a key: the first item is marked at once. */
  byKey: boolean
  items: readonly MenuItem[]
  side?: 'bottom' | 'top' | 'right'
  align?: 'start' | 'end'
}

function Glyph({ icon: Picture }: { icon?: Icon }) {
  return Picture ? <Picture aria-hidden className="size-3.5 shrink-0 text-muted" /> : null
}

function Tick() {
  return <Check aria-hidden className="size-3.5 shrink-0" />
}

function Row({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'separator':
      return <Base.Separator className="mx-2 my-1 h-px bg-line" />
    case 'heading':
      return <div className="px-2 pt-1.5 pb-1 text-sm text-faint">{item.label}</div>
    case 'link':
      return (
        <Base.LinkItem href={item.href} closeOnClick className={popupItem} onClick={item.onSelect}>
          <Glyph icon={item.icon} />
          {item.label}
        </Base.LinkItem>
      )
    case 'check':
      return (
        <Base.CheckboxItem className={popupItem} checked={item.checked} onCheckedChange={item.onChange}>
          <Glyph icon={item.icon} />
          <span className="flex-1">{item.label}</span>
          <Base.CheckboxItemIndicator>
            <Tick />
          </Base.CheckboxItemIndicator>
        </Base.CheckboxItem>
      )
    case 'choice':
      return (
        <Base.RadioGroup value={item.value} onValueChange={item.onChange}>
          <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-sm text-faint">{item.label}</Base.GroupLabel>
          {item.options.map((option) => (
            <Base.RadioItem key={option.value} value={option.value} closeOnClick className={popupItem}>
              <Glyph icon={option.icon} />
              <span className="flex-1">{option.label}</span>
              <Base.RadioItemIndicator>
                <Tick />
              </Base.RadioItemIndicator>
            </Base.RadioItem>
          ))}
        </Base.RadioGroup>
      )
    case 'action':
      return (
        <Base.Item
          disabled={Boolean(item.disabledReason)}
          className={classNames(popupItem, item.danger && 'text-danger-ink')}
          onClick={item.onSelect}
        >
          <Glyph icon={item.icon} />
          <span className="min-w-0 flex-1">
            {item.label}
            {(item.disabledReason ?? item.hint) && (
              <span className="block max-w-64 text-sm text-muted">{item.disabledReason ?? item.hint}</span>
            )}
          </span>
          {item.shortcut && <Kbd keys={item.shortcut} className="text-faint" />}
        </Base.Item>
      )
  }
}

/** What `Menu` opens; fetched when a pointer or the focus first comes near one. */
export function MenuPopup({
  label,
  open,
  onOpenChange,
  anchor,
  byKey,
  items,
  side = 'bottom',
  align = 'start',
}: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open || !byKey) return
    const mark = () => popup.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const frame = requestAnimationFrame(() => requestAnimationFrame(mark))
    return () => cancelAnimationFrame(frame)
  }, [open, byKey])
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (next || !leaveToTrigger(anchor.current, details)) onOpenChange(next)
      }}
      modal={false}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          className="z-60 outline-none"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={anchor}
            ref={popup}
            className={classNames(popupFrame, 'max-h-(--available-height) min-w-48 overflow-y-auto p-1')}
          >
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a menu's items do not move while it is open
              <Row key={index} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

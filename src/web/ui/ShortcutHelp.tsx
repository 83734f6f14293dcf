import { Dialog } from './Dialog.tsx'
import { Kbd } from './Kbd.tsx'
import { type Shortcut, useAllShortcuts, useCharacterShortcuts } from './ShortcutProvider.tsx'
import { Switch } from './Switch.tsx'

function bySection(shortcuts: readonly Shortcut[]): [string, Shortcut[]][] {
  const last = new Map(shortcuts.map((item) => [item.keys, item]))
  const sections = Map.groupBy(last.values(), (item) => item.section ?? 'This page')
  return [...sections]
}

/** Every shortcut of the page it is opened on, and the switch that turns single keys off. */
export function ShortcutHelp({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const all = useAllShortcuts()
  const [off, setOff] = useCharacterShortcuts()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      footer={
        <div className="w-full">
          <Switch
            label="Single-key shortcuts"
            hint="Turn off if you dictate, or if keys fire by accident."
            checked={!off}
            onChange={(on) => setOff(!on)}
          />
        </div>
      }
    >
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {open &&
          bySection(all()).map(([section, items]) => (
            <section key={section} className="min-w-0">
              <h3 className="mb-1 text-sm font-medium text-faint">{section}</h3>
              <ul>
                {items.map((item) => (
                  <li key={item.keys} className="flex items-center justify-between gap-4 py-1">
                    <span className="min-w-0 truncate">{item.label}</span>
                    <Kbd keys={item.keys} className="text-muted" />
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Dialog>
  )
}

import { classNames } from './class-names.ts'
import { shortcutKeys } from './shortcut-keys.ts'

/** Keys as they are pressed: `mod+k` is ⌘K on a Mac and Ctrl K elsewhere; `g t` is one after the other. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd className={classNames('inline-flex items-center gap-1 font-sans text-xs font-normal', className)}>
      {shortcutKeys(keys).map((stroke, index) => (
        <span key={`${stroke.join()}${index}`} className="inline-flex gap-0.5">
          {stroke.map((key) => (
            <span
              key={key}
              className="inline-flex h-4 min-w-4 items-center justify-center rounded-sm border border-current/25 px-1 leading-none"
            >
              {key}
            </span>
          ))}
        </span>
      ))}
    </kbd>
  )
}

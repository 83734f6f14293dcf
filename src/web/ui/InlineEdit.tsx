import { Pencil } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { SaveIndicator } from './SaveIndicator.tsx'
import type { SaveState } from './save-state.ts'
import { useAutosize } from './use-autosize.ts'
import { useDraft } from './use-draft.ts'

export type InlineEditProps = {
  label: string
  value: string
  /** What was typed, after a pause, on leaving, on Enter. */
  onCommit: (value: string) => void
  state?: SaveState
  /** Stands where nothing is given yet. */
  placeholder?: string
  multiline?: boolean
  /** Why it cannot be edited now. */
  readOnlyReason?: string | null
  /** Milliseconds of rest before it is saved; null saves on leaving only. */
  pause?: number | null
  /** How the stored text reads when nobody edits; as it is otherwise. */
  render?: (value: string) => ReactNode
  onEditingChange?: (editing: boolean) => void
  className?: string
}

const text =
  'block rounded-md border px-[calc(0.5rem-1px)] py-1 -mx-2 text-left whitespace-pre-wrap break-words'

/** Text that is edited where it stands: press it or Enter, type, and it saves itself. Escape takes back. */
export function InlineEdit(props: InlineEditProps) {
  const {
    label,
    value,
    onCommit,
    state,
    placeholder = 'Add an answer',
    multiline,
    readOnlyReason,
    pause = 900,
    render,
    onEditingChange,
    className,
  } = props
  const [editing, setEditing] = useState(false)
  const { draft, set, commit, begin, revert } = useDraft(value, onCommit, pause)
  const area = useRef<HTMLTextAreaElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useAutosize(area, draft)
  const edit = (next: boolean) => {
    if (next) begin()
    setEditing(next)
    onEditingChange?.(next)
  }
  const leave = (back: () => void) => {
    back()
    edit(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const done = event.key === 'Enter' && (!multiline || event.metaKey || event.ctrlKey)
    if (!done && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    leave(done ? commit : revert)
  }
  const empty = draft.trim() === ''
  // what passes lies over the text, so that nothing moves; what stays takes its own line
  const passing = state?.kind === 'saving' || state?.kind === 'saved'
  return (
    <div className={classNames('group/edit relative min-w-0', className)}>
      {editing ? (
        <textarea
          ref={area}
          // biome-ignore lint/a11y/noAutofocus: it replaces the button that was just pressed
          autoFocus
          rows={1}
          aria-label={label}
          aria-describedby={`${id}-state`}
          placeholder={placeholder}
          className={classNames(
            text,
            'field-sizing-content w-[calc(100%+1rem)] resize-none border-focus bg-canvas outline-1 -outline-offset-1 outline-focus phone:text-[16px]',
            multiline && 'min-h-[calc(3lh+0.6rem)]',
          )}
          value={draft}
          onChange={(event) => set(multiline ? event.target.value : event.target.value.replace(/\n/g, ' '))}
          onFocus={(event) => event.target.setSelectionRange(draft.length, draft.length)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            commit()
            edit(false)
          }}
        />
      ) : (
        <button
          ref={button}
          type="button"
          aria-label={`${label}: ${empty ? placeholder : draft}${readOnlyReason ? `. ${readOnlyReason}` : ''}`}
          aria-disabled={readOnlyReason ? true : undefined}
          title={readOnlyReason ?? undefined}
          className={classNames(
            text,
            'relative w-[calc(100%+1rem)] cursor-text border-transparent select-text aria-disabled:cursor-default not-aria-disabled:hover:bg-hover',
            empty && 'text-faint',
          )}
          onClick={() => !readOnlyReason && edit(true)}
        >
          {empty ? placeholder : (render?.(draft) ?? draft)}
          {!readOnlyReason && !passing && (
            <Pencil
              aria-hidden
              className="absolute top-1.5 right-2 size-3.5 text-faint opacity-0 group-hover/edit:opacity-100 group-focus-within/edit:opacity-100 phone:hidden print:hidden"
            />
          )}
        </button>
      )}
      <div
        id={`${id}-state`}
        className={classNames(
          'empty:hidden print:hidden',
          passing &&
            classNames('pointer-events-none absolute', editing ? '-bottom-2.5 right-2' : 'top-1 right-0'),
        )}
      >
        {state && state.kind !== 'idle' && (
          <SaveIndicator state={state} className={passing ? 'rounded-sm bg-canvas px-1' : undefined} />
        )}
      </div>
    </div>
  )
}

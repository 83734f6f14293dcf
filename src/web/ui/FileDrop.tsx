import { FileUp } from 'lucide-react'
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { InlineError } from './InlineError.tsx'

export type FileDropProps = {
  label: string
  /** What fits: `CSV or JSON, up to 500 MB`. */
  hint?: ReactNode
  /** As in HTML: `.csv,.json`. */
  accept?: string
  multiple?: boolean
  onFiles: (files: File[]) => void
  error?: string | null
  busy?: boolean
}

function fits(file: File, accept: string | undefined): boolean {
  if (!accept) return true
  return accept
    .split(',')
    .some((part) => file.name.toLowerCase().endsWith(part.trim().toLowerCase()) || file.type === part.trim())
}

/** A place to drop files on, press, or reach with the keyboard. */
export function FileDrop({ label, hint, accept, multiple, onFiles, error, busy }: FileDropProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1)
    const wrong = files.find((file) => !fits(file, accept))
    setRefused(wrong ? `“${wrong.name}” is none of ${accept}` : null)
    if (!wrong && files.length > 0) onFiles(files)
    if (input.current) input.current.value = ''
  }
  const hover = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(inside)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label
        htmlFor={id}
        className={classNames(
          'flex flex-col items-center gap-1 rounded-lg border border-dashed px-6 py-9 text-center transition-colors',
          'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          over ? 'border-accent bg-accent-soft' : 'border-control hover:bg-hover',
          busy && 'pointer-events-none opacity-60',
        )}
        onDragEnter={hover(true)}
        onDragOver={hover(true)}
        onDragLeave={hover(false)}
        onDrop={(event) => {
          hover(false)(event)
          take(event.dataTransfer.files)
        }}
      >
        <FileUp aria-hidden strokeWidth={1.5} className="mb-1 size-6 text-faint" />
        <span>
          <span className="font-medium">{label}</span>
          <span className="text-muted"> or drop {multiple ? 'files' : 'a file'} here</span>
        </span>
        {hint && <span className="text-sm text-muted">{hint}</span>}
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
      </label>
      {(error ?? refused) && <InlineError>{error ?? refused}</InlineError>}
    </div>
  )
}

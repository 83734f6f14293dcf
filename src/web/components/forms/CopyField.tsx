import { Check, Copy, Share2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { controlFocus, controlFrame } from '../../ui/control-style.ts'
import { toast } from '../../ui/toast-store.ts'

type CopyFieldProps = {
  label: string
  value: string
  hint?: string
  /** Offers the device's own way of sharing, with this title; for links. */
  share?: { title: string; text: string }
}

/** Something shown to be taken elsewhere: a link, a key. Selected when reached, copied by one press. */
export function CopyField({ label, value, hint, share }: CopyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      input.current?.select()
      toast({ title: 'Copying is not allowed here', description: 'The text is selected: copy it by hand.' })
    }
  }
  const canShare = share !== undefined && typeof navigator.share === 'function'
  const pass = () => {
    if (share) void navigator.share({ ...share, url: value }).catch(() => {})
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          id={id}
          readOnly
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={(event) => event.target.select()}
          className={classNames(
            'h-8 min-w-0 flex-1 basis-48 bg-sunken px-2.5 font-mono text-sm',
            controlFrame,
            controlFocus,
          )}
        />
        <Button icon={copied ? Check : Copy} className="min-w-22" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        {canShare && (
          <Button icon={Share2} onClick={pass}>
            Share
          </Button>
        )}
        <span role="status" className="sr-only">
          {copied ? 'Copied' : ''}
        </span>
      </div>
    </div>
  )
}

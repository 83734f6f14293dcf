import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/toast-store.ts'

type CopyButtonProps = {
  text: string
  label?: string
  onCopied?: (() => void) | undefined
  disabledReason?: string | null
}

/** Copies a text, and says that it did. */
export function CopyButton({ text, label = 'Copy', onCopied, disabledReason }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      onCopied?.()
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      toast({
        title: 'This browser does not let pages copy',
        description: 'Select the text and copy it by hand.',
      })
    }
  }
  return (
    <Button
      size="sm"
      icon={copied ? Check : Copy}
      disabledReason={disabledReason ?? null}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  )
}

/** One line of code with a button that copies it. */
export function CopyLine({ label, text, onCopied }: { label: string; text: string; onCopied?: () => void }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-medium">{label}</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md border border-line bg-sunken px-2.5 py-1.5 font-mono text-sm break-all select-all">
          {text}
        </code>
        <CopyButton text={text} onCopied={onCopied} />
      </div>
    </div>
  )
}

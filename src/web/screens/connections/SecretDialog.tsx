import { useState } from 'react'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { CopyButton, CopyLine } from './CopyLine.tsx'

type SecretDialogProps = {
  title: string
  secret: string
  url: string | null
  /** A script that sends a test event with this very secret. */
  script?: string | null
  onDone: () => void
}

/** A secret, shown in this one moment and never again; closed by mistake only at the second try. */
export function SecretDialog({ title, secret, url, script, onDone }: SecretDialogProps) {
  const [copied, setCopied] = useState(false)
  const [warned, setWarned] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return
        if (copied || warned) onDone()
        else setWarned(true)
      }}
      title={title}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <div role="status">
          {warned && !copied ? (
            <Banner tone="danger" title="It is not copied yet.">
              Close once more to give it up; you can make a new one at any time.
            </Banner>
          ) : (
            <Banner tone="warn" title="This secret is shown only now.">
              Copy it into the system that sends. If it is lost, make a new one.
            </Banner>
          )}
        </div>
        <CopyLine label="Secret" text={secret} onCopied={() => setCopied(true)} />
        {url && <CopyLine label="Address to call" text={url} />}
        {script && (
          <div className="flex flex-wrap items-center justify-between gap-2">
            <div className="min-w-0">
              <p className="font-medium">Signed test event</p>
              <p className="text-muted">A script with this secret, to paste into a terminal.</p>
            </div>
            <CopyButton text={script} label="Copy the script" onCopied={() => setCopied(true)} />
          </div>
        )}
      </div>
    </Dialog>
  )
}

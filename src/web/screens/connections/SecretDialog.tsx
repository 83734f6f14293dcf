import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { CopyLine } from './CopyLine.tsx'

type SecretDialogProps = { title: string; secret: string; url: string | null; onDone: () => void }

/** A secret, shown in this one moment and never again. */
export function SecretDialog({ title, secret, url, onDone }: SecretDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={title}
      footer={
        <Button variant="primary" onClick={onDone}>
          I have stored it
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <Banner tone="warn" title="This secret is shown only now.">
          Copy it into the system that sends. If it is lost, make a new one.
        </Banner>
        <CopyLine label="Secret" text={secret} />
        {url && <CopyLine label="Address to call" text={url} />}
      </div>
    </Dialog>
  )
}

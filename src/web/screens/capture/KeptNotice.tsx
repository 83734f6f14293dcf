import { CloudOff } from 'lucide-react'
import { usePhone } from '../../ui/use-media.ts'

/** Says that nothing is lost while the connection is. */
export function KeptNotice({ waiting, onRetry }: { waiting: number; onRetry: () => void }) {
  const phone = usePhone()
  const device = phone ? 'this phone' : 'this device'
  return (
    <div
      role="status"
      className="flex items-center gap-2.5 border-b border-warn-line bg-warn-soft px-4 py-2 text-warn-ink"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        <span className="font-medium">No connection.</span>{' '}
        {waiting === 1 ? 'One answer is kept' : `${waiting} answers are kept`} on {device} and sent when it is
        back. Go on writing.
      </p>
      <button
        type="button"
        className="hit shrink-0 font-medium underline underline-offset-2"
        onClick={onRetry}
      >
        Try now
      </button>
    </div>
  )
}

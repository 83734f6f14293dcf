import { useEffect, useEffectEvent } from 'react'
import { Button } from './Button.tsx'
import { ErrorState } from './ErrorState.tsx'
import { toast } from './toast-store.ts'

/** In place of a part of the page whose code did not arrive. It tries by itself when the connection is back. */
export function MissingPart({ tries, onRetry }: { tries: number; onRetry: () => void }) {
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    const back = (): void => retry()
    addEventListener('online', back)
    return () => removeEventListener('online', back)
  }, [])
  return (
    <ErrorState
      title="This part of the page did not arrive"
      onRetry={onRetry}
      actions={
        tries > 0 && (
          <Button variant="ghost" onClick={() => location.reload()}>
            Load the page anew
          </Button>
        )
      }
    >
      {tries === 0
        ? 'The connection may be gone. The rest of the page goes on working.'
        : 'It still does not arrive. Perhaps there is a newer version: loading the page anew fetches it.'}
    </ErrorState>
  )
}

/** Says that something could not be opened. */
export function MissingNotice({ onTold }: { onTold: () => void }) {
  const told = useEffectEvent(onTold)
  useEffect(() => {
    toast({ title: 'This could not be opened', description: 'The connection may be gone. Try it again.' })
    told()
  }, [])
  return null
}

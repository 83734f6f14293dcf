import { useState } from 'react'
import { sayRefusal } from '../../components/run-operation.ts'
import { dayIn, formatExact } from '../../format.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { changeConnection } from './ConnectionActions.tsx'
import type { Connection } from './connection-words.ts'
import { startOfDay } from './go-live.ts'

/** From when on deals of this source are handed off; before it they are history. */
export function GoLive({ connection }: { connection: Connection }) {
  const at = useLocale()
  const { liveFrom } = connection
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="font-medium">Live since</span>
      <span className="num">{liveFrom ? formatExact(at, liveFrom) : 'the first event'}</span>
      <Popover label="Go-live date" trigger={<Button size="sm">Change</Button>}>
        {(close) => <Change connection={connection} onDone={close} />}
      </Popover>
      <span className="basis-full text-muted">
        Deals won before it are history: no handoff, no clock, no message.
      </span>
    </p>
  )
}

function Change({ connection, onDone }: { connection: Connection; onDone: () => void }) {
  const at = useLocale()
  const [day, setDay] = useState(connection.liveFrom ? dayIn(at.zone, connection.liveFrom) : null)
  const save = async () => {
    if (day === null) return
    const done = await changeConnection(connection, { liveFrom: startOfDay(at.zone, day) })
    if (!done.ok) return sayRefusal(done.error)
    onDone()
  }
  return (
    <div className="flex w-56 flex-col gap-3">
      <DateField label="First day" value={day} onChange={setDay} />
      <Button variant="primary" disabledReason={day ? null : 'Choose a day'} onClick={() => void save()}>
        Save
      </Button>
    </div>
  )
}

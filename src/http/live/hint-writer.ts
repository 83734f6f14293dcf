import type { Writable } from 'node:stream'

/** Tells a reader to read everything again. */
export const refresh = 'event: refresh\ndata: {}\n\n'

export type HintWriter = {
  write(hint: string): void
  /** Shows the reader and every proxy between that the stream lives. */
  heartbeat(): void
}

/**
 * Writes hints no faster than the reader takes them. What comes while it is behind is left out, and one `refresh`
 * stands for all of it: a burst, or a slow line, never costs anybody the stream.
 */
export function hintWriter(response: Writable): HintWriter {
  let isBehind = false
  let hasMissed = false
  let heartbeatsMissed = 0
  const write = (text: string): void => {
    if (response.writableEnded) return
    if (isBehind) hasMissed = true
    else isBehind = !response.write(text)
  }
  response.on('drain', () => {
    isBehind = false
    heartbeatsMissed = 0
    if (!hasMissed) return
    hasMissed = false
    write(refresh)
  })
  return {
    write,
    heartbeat() {
      if (!isBehind) return write(': still here\n\n')
      heartbeatsMissed++
      // Nothing was taken for two heartbeats: nobody is there any more, though nobody said so.
      if (heartbeatsMissed > 1) response.destroy()
    },
  }
}

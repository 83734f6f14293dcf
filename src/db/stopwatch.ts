/** Milliseconds since it was started, by a clock that never jumps: for durations, never for what time it is. */
export function startStopwatch(): () => number {
  const startedMs = performance.now()
  return () => performance.now() - startedMs
}

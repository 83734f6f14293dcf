import { readFileSync } from 'node:fs'

/** A process named so that a later one with the same pid is not mistaken for it. */
export type ProcessIdentity = { pid: number; startTicks: string }

/** The process with this pid as it is now, or undefined when there is none (a zombie counts as gone). */
export function findProcess(pid: number): ProcessIdentity | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The command name is in parentheses and may hold spaces: fields are counted after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined
  return { pid, startTicks }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.startTicks === identity.startTicks
}

export function commandLineOf(pid: number): string[] {
  return readOrUndefined(`/proc/${pid}/cmdline`)?.split('\0').slice(0, -1) ?? []
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

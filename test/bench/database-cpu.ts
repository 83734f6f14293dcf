import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds of CPU that a database server and all its processes have used so far; Linux counts them in hundredths. */
export function databaseCpuMs(dataDirectory: string): number {
  const postmaster = readFileSync(`${dataDirectory}/postmaster.pid`, 'utf8').split('\n')[0] ?? ''
  let ticks = 0
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const stat = statOf(pid)
    if (stat === null || (pid !== postmaster && stat[1] !== postmaster)) continue
    ticks += Number(stat[11]) + Number(stat[12])
    // Processes that have ended are counted with the one that started them.
    if (pid === postmaster) ticks += Number(stat[13]) + Number(stat[14])
  }
  return ticks * 10
}

/** What follows the name, which may hold anything: the state is first. */
function statOf(pid: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

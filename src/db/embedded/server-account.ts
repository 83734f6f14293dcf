import { readFileSync } from 'node:fs'

/** Whom the database server runs as: us, or `nobody` where we are root (PostgreSQL refuses root). */
export type ServerAccount = { uid: number; gid: number; differs: boolean }

export function serverAccount(): ServerAccount {
  const uid = process.getuid?.() ?? -1
  const gid = process.getgid?.() ?? -1
  if (uid !== 0) return { uid, gid, differs: false }
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , nobodyUid, nobodyGid] = line?.split(':') ?? []
  if (nobodyUid === undefined || nobodyGid === undefined) {
    throw new Error(
      'The embedded database cannot run as root and there is no user "nobody" in /etc/passwd. ' +
        'Start Throughline as another user, or set DATABASE_URL to an outside PostgreSQL.',
    )
  }
  return { uid: Number(nobodyUid), gid: Number(nobodyGid), differs: true }
}

// A process of its own that owns an embedded server: says when it has joined, and stops when told so on stdin.
import { once } from 'node:events'
import { startEmbedded } from '../../src/db/embedded/start-embedded.ts'

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)
const log = {
  info: () => undefined,
  warn: (_fields: object, text: string) => say({ warn: text }),
  error: (_fields: object, text: string) => say({ error: text }),
}

const server = await startEmbedded({
  dataDir: process.argv[2] ?? '',
  log,
  durable: process.argv[3] !== 'fast',
})
say({ joined: true, owned: server.owned, superuserUrl: server.superuserUrl })
await once(process.stdin, 'data')
await server.stop()
process.stdin.destroy()

// The product as it is started for real, telling its parent when it serves and what CPU time it took.

import { readEnv, toConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { start } from '../../src/main.ts'

const running = await start({
  config: toConfig(readEnv()),
  log: createLog('error'),
  env: process.env,
  demo: false,
  say: () => undefined,
})
process.send?.('ready')
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
process.on('disconnect', () => void running[Symbol.asyncDispose]().then(() => process.exit()))

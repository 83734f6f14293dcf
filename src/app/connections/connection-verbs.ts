import type { Verbs } from '../verbs.ts'
import { createConnection } from './create-connection.ts'
import { listConnections } from './list-connections.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listStages } from './list-stages.ts'
import { mapStages } from './map-stages.ts'
import { replayEvents } from './replay-events.ts'
import { rotateSecret } from './rotate-secret.ts'
import { showConnection } from './show-connection.ts'
import { showDelivery } from './show-delivery.ts'
import { tryMapping } from './try-mapping.ts'
import { updateConnection } from './update-connection.ts'

export const connectionVerbs = {
  'connection.list': listConnections,
  'connection.show': showConnection,
  'connection.create': createConnection,
  'connection.update': updateConnection,
  'connection.rotate_secret': rotateSecret,
  'connection.try_mapping': tryMapping,
  'connection.deliveries': listDeliveries,
  'connection.delivery': showDelivery,
  'connection.replay': replayEvents,
  'stage.list': listStages,
  'stage.map': mapStages,
} satisfies Verbs

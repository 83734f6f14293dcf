import type { z } from 'zod'
import { connectionOperations } from './connections.ts'
import { contributionOperations, dealOperations } from './deals.ts'
import { escalationOperations, handoffOperations, stepOperations } from './handoffs.ts'
import { importOperations } from './imports.ts'
import { messageOperations } from './messages.ts'
import type { Operation } from './operation.ts'
import { calendarOperations, peopleOperations, teamOperations } from './people.ts'
import { playbookOperations } from './playbooks.ts'
import type { OperationName } from './routes.ts'
import { sessionOperations, workspaceOperations } from './workspace.ts'

/** Every operation of the product. Doors are made from this table and from nothing else. */
export const operations = {
  ...sessionOperations,
  ...workspaceOperations,
  ...peopleOperations,
  ...teamOperations,
  ...calendarOperations,
  ...playbookOperations,
  ...dealOperations,
  ...contributionOperations,
  ...handoffOperations,
  ...stepOperations,
  ...escalationOperations,
  ...messageOperations,
  ...connectionOperations,
  ...importOperations,
} satisfies Record<OperationName, Operation>

export type Operations = typeof operations
/** What a caller sends. */
export type Input<N extends OperationName> = z.input<Operations[N]['input']>
/** What a verb receives, checked and normalised. */
export type Checked<N extends OperationName> = z.output<Operations[N]['input']>
/** What a caller gets back. */
export type Output<N extends OperationName> = z.output<Operations[N]['output']>

import type { z } from 'zod'
import type { RolePermission } from '../core/permission/role-permissions.ts'

/** Who may call: a role's permission, everybody, or the holder of a contribution link. */
export type OperationPermission = RolePermission | 'public' | 'contributor'

/** One thing a person or program can do, declared once; every door is made from this. */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  /** One sentence in the imperative: "Accept a handoff." */
  summary: string
  permission: OperationPermission
  input: I
  output: O
  /** `custom`: the route is written by hand in `http/` (cookies, uploads, streams), but declared here. */
  handler?: 'custom'
  /** Bodies may be larger than the usual megabyte. */
  bodyLimitBytes?: number
}

/** Keeps the exact shapes of an operation while checking it. */
export function operation<I extends z.ZodType, O extends z.ZodType>(it: Operation<I, O>): Operation<I, O> {
  return it
}

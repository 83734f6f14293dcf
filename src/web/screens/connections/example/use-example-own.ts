import { useMemo } from 'react'
import { useSignedIn } from '../../../session.ts'
import type { ExampleOwn } from './example-body.ts'

/** A test deal belongs to whoever sends it, so that it makes nobody up. */
export function useExampleOwn(): ExampleOwn {
  const { member, workspace } = useSignedIn()
  const { name, email } = member
  const { currency } = workspace
  return useMemo(
    () => ({ ownerName: name, ...(email && { ownerEmail: email }), currency }),
    [name, email, currency],
  )
}

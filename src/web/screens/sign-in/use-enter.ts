import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { queryClient } from '../../queries.ts'

/** Goes into the app as whoever has just signed in; nothing read before that is shown to them. */
export function useEnter(): (to: string) => Promise<void> {
  const router = useRouter()
  return useCallback(
    async (to: string) => {
      queryClient.clear()
      await router.navigate({ href: to, replace: true })
    },
    [router],
  )
}

import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Input, Output } from '../contract/operations.ts'
import type { OperationName } from '../contract/routes.ts'
import { ApiError, api } from './api.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
})

/** The cached answer of a reading operation: `useQuery(read('handoff.show', { id }))`. Its key begins with the operation's noun. */
export function read<N extends OperationName>(name: N, input: Input<N>) {
  return queryOptions<Output<N>, Error>({
    queryKey: [name.split('.')[0], name, input],
    queryFn: ({ signal }) => api(name, input, { signal }),
  })
}

/** Makes everything read about these nouns fresh again. */
export async function refresh(...nouns: string[]): Promise<void> {
  await Promise.all(nouns.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })))
}

/** Addresses outside of `/api` that other systems call. They are no operations: nobody is signed in, a signature speaks. */
export const hookRoutes = {
  'event.receive': {
    route: 'POST /hooks/:workspace/:connection',
    summary: 'Take a signed event in; answered only after it is stored.',
    bodyLimitBytes: 1_048_576,
  },
} as const satisfies Record<string, { route: `POST /${string}`; summary: string; bodyLimitBytes: number }>

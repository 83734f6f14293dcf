/** Where in the web app things are seen; the same addresses as `web/paths.ts`. */
export const places = {
  handoff: (id: string, tab?: 'brief' | 'steps' | 'questions') =>
    tab ? `/handoffs/${id}?tab=${tab}` : `/handoffs/${id}`,
  deal: (id: string) => `/deals/${id}`,
  pipeline: '/pipeline',
  import: (id: string) => `/import/${id}`,
  people: '/people',
  notifications: '/notifications',
  choices: '/settings/notifications',
} as const

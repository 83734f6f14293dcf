/** Every address of the app, built in one place. */
export const paths = {
  today: '/',
  pipeline: '/pipeline',
  handoff: (id: string) => `/handoffs/${id}`,
  deals: '/deals',
  deal: (id: string) => `/deals/${id}`,
  capture: (dealId: string) => `/capture/${dealId}`,
  contribution: '/contribute',
  imports: '/import',
  import: (id: string) => `/import/${id}`,
  playbook: '/playbook',
  people: '/people',
  connections: '/connections',
  connection: (id: string) => `/connections/${id}`,
  settings: (
    section: 'workspace' | 'calendars' | 'keys' | 'notifications' | 'sessions' | 'mails' | 'audit',
  ) => `/settings/${section}`,
  setup: '/setup',
  notifications: '/notifications',
  signIn: '/sign-in',
  link: '/sign-in/link',
  claim: '/first-admin',
} as const

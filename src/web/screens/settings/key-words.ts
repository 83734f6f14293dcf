export const scopeWords = {
  read: { label: 'Read', hint: 'Deals, handoffs, people, answers.' },
  write: { label: 'Write', hint: 'Answer, submit, accept, work on steps.' },
  admin: { label: 'Administer', hint: 'People, playbook, connections, imports, settings.' },
} as const
export type Scope = keyof typeof scopeWords

export type Shared = {
  /** The workspace's short name, where the address or the server gave it. */
  workspace: string
  /** Several workspaces live here: the name must be given. */
  ask: boolean
  email: string
  onEmail: (email: string) => void
  onOtherWay: () => void
}

export function emailProblem(email: string): string | undefined {
  const text = email.trim()
  if (text === '') return 'Enter your e-mail address.'
  return /^\S+@\S+$/.test(text) ? undefined : 'An e-mail address looks like ana@example.com.'
}

export function workspaceProblem(ask: boolean, workspace: string): string | undefined {
  return ask && workspace.trim() === '' ? 'Enter the short name of your workspace.' : undefined
}

/** The three logins. The owner migrates and backs up, the app serves, the timer login only finds what is due. */
export type DatabaseRoles = { owner: string; app: string; timer: string }

export const DEFAULT_ROLES: DatabaseRoles = {
  owner: 'throughline_owner',
  app: 'throughline_app',
  timer: 'throughline_timer',
}

const ROLE_NAME = /^[a-z_][a-z0-9_]{0,62}$/

/** Role and database names are written into SQL: anything but a plain name is refused. */
export function plainNameOrThrow(name: string, what: string): string {
  if (ROLE_NAME.test(name)) return name
  throw new Error(
    `"${name}" cannot be the name of the ${what}: use a-z, 0-9 and _, starting with a letter, up to 63 characters.`,
  )
}

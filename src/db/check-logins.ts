import { Client } from 'pg'

/**
 * Refuses logins that are more, or less, than they should be. Nobody would notice otherwise: a login that row-level
 * security does not hold sees every workspace, and a timer login that it does hold sees nothing due, ever.
 */
export async function checkLogins({ appUrl, timerUrl }: { appUrl: string; timerUrl: string }): Promise<void> {
  const [app, timer] = await Promise.all([powersOf(appUrl), powersOf(timerUrl)])
  if (app.passes_security)
    throw new Error(
      `DATABASE_URL is the login ${app.login}, which row-level security does not hold: it would see every workspace. ` +
        'Set the one that ./throughline db prepare printed for DATABASE_URL.',
    )
  if (!app.may_serve)
    throw new Error(
      `DATABASE_URL is the login ${app.login}, which may not serve. Set the one that ./throughline db prepare printed for DATABASE_URL.`,
    )
  if (timer.passes_security || timer.may_serve || !timer.sees_due)
    throw new Error(
      `DATABASE_TIMER_URL is the login ${timer.login}, which is not the one for timers. Set the one that ` +
        './throughline db prepare printed for DATABASE_TIMER_URL.',
    )
}

type Powers = { login: string; passes_security: boolean; may_serve: boolean; sees_due: boolean }

async function powersOf(url: string): Promise<Powers> {
  const client = new Client({ connectionString: url, application_name: 'throughline start' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Powers>(
      `select rolname as login,
         rolsuper or rolbypassrls or pg_has_role(rolname, outbox.relowner, 'member') as passes_security,
         has_table_privilege(outbox.oid, 'insert') as may_serve,
         exists (select from pg_policy where polrelid = outbox.oid and polname = 'timer' and r.oid = any (polroles)) as sees_due
       from pg_roles r, pg_class outbox
       where rolname = current_user and outbox.oid = 'public.outbox'::regclass`,
    )
    const [powers] = rows
    if (!powers) throw new Error('The database does not say who is signed in.')
    return powers
  } finally {
    await client.end()
  }
}

/** The same server with another login or database. Understands TCP addresses and `?host=/socket/directory`. */
export function databaseUrl(
  url: string,
  change: { user?: string; password?: string | undefined; database?: string },
): string {
  const parts = /^(postgres(?:ql)?:\/\/)(?:([^@/?]*)@)?([^/?]*)(\/[^?]*)?(\?.*)?$/.exec(url)
  if (parts === null) {
    throw new Error('This is no PostgreSQL address: expected postgresql://user:password@host:5432/database')
  }
  const [, scheme, login = '', host = '', path = '', query = ''] = parts
  const password = change.password === undefined ? '' : `:${encodeURIComponent(change.password)}`
  const newLogin = change.user === undefined ? login : `${encodeURIComponent(change.user)}${password}`
  const newPath = change.database === undefined ? path : `/${encodeURIComponent(change.database)}`
  return `${scheme}${newLogin === '' ? '' : `${newLogin}@`}${host}${newPath}${query}`
}

import { useEffect, useState } from 'react'

/** The secret behind `#`, which browsers never send to a server; read once, so that it stays when the address changes. */
export function useHashToken(): string {
  const [token, setToken] = useState(readHash)
  useEffect(() => {
    const change = (): void => setToken(readHash())
    globalThis.addEventListener('hashchange', change)
    return () => globalThis.removeEventListener('hashchange', change)
  }, [])
  return token
}

function readHash(): string {
  return globalThis.location.hash.slice(1).trim()
}

/** An invitation asks for a password, a sign-in link for nothing but a press. */
export function isInvitation(token: string): boolean {
  return token.startsWith('tli_')
}

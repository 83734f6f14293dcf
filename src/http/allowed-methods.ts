import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, as `GET /path`. */
    servedRoutes(): string[]
  }
}

/** Which methods a path answers to. */
export type AllowedMethods = (path: string) => string[]

/** Notes every route as it is added, so that a known path with a wrong method is told from an unknown path. */
export function noteMethods(app: FastifyInstance): AllowedMethods {
  const known = new Map<string, { pattern: RegExp | null; methods: Set<string> }>()
  app.addHook('onRoute', ({ method, url }) => {
    const entry = known.get(url) ?? {
      pattern: url.includes('*') ? null : patternOf(url),
      methods: new Set<string>(),
    }
    for (const one of [method].flat()) entry.methods.add(one)
    known.set(url, entry)
  })
  app.decorate('servedRoutes', () =>
    [...known].flatMap(([url, { methods }]) => [...methods].map((method) => `${method} ${url}`)),
  )
  return (path) => {
    const methods = new Set<string>()
    for (const entry of known.values()) {
      if (entry.pattern?.test(path)) for (const method of entry.methods) methods.add(method)
    }
    return [...methods].toSorted()
  }
}

function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${source.join('/')}$`)
}

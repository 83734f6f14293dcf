/** What every worker of one test run knows: where its server is, or shall be started at the first demand. */
export type TestRun = {
  /** Names this run in the names of its databases. */
  id: string
  /** Holds the throw-away server, and the lock under which the first worker prepares it. */
  directory: string
  /** An outside PostgreSQL to test on instead (THROUGHLINE_TEST_DATABASE_URL). */
  outsideUrl: string | undefined
}

declare module 'vitest' {
  interface ProvidedContext {
    testRun: TestRun
  }
}

type Report = (fields: object, message: string) => void

/** What the database's own work reports to: a pino logger fits. */
export type DbLog = { info: Report; warn: Report; error: Report }

/** What a jsonb column gives back; its reader narrows it with a schema or a named helper. */
export type Json = unknown

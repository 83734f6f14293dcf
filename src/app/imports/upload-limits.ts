/** Bytes of one stored piece of a file. A later upload goes on at a multiple of it. */
export const chunkBytes = 262_144
/** The largest file taken. */
export const fileBytes = 1_000_000_000
/** What the files of all unfinished imports of a workspace may hold together. */
export const workspaceBytes = 5_000_000_000
/** Uploads of one workspace that a process takes at once; each holds one piece in memory. */
export const uploadsAtOnce = 8

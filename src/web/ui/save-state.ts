/** Where a change stands between the field and the server. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  /** Kept on this device until the connection is back. */
  | { kind: 'offline' }
  | { kind: 'error'; message: string; retry?: () => void }
  /** Somebody else changed it meanwhile; both values are to be shown. */
  | { kind: 'conflict' }

export const idle: SaveState = { kind: 'idle' }

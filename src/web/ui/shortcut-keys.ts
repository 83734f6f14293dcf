const isMac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.userAgent ?? '')

const names: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: isMac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  space: 'Space',
}

/** A shortcut as the keys printed on a keyboard: `g t` → [['G'], ['T']], `mod+k` → [['⌘', 'K']]. */
export function shortcutKeys(keys: string): string[][] {
  return keys
    .trim()
    .split(/\s+/)
    .map((stroke) => stroke.split(/(?<=.)\+/).map((key) => names[key.toLowerCase()] ?? key.toUpperCase()))
}

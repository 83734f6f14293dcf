import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Where Debian and others put a browser that the end-to-end tests can drive. */
const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
]

export function findChromium(): string | undefined {
  const named = process.env['THROUGHLINE_CHROMIUM']
  if (named !== undefined && named !== '') return named
  return CANDIDATES.find((path) => existsSync(path))
}

/** Finds Chromium, or installs it where that is possible (root, apt). Undefined: there is none, `say` said why. */
export function ensureChromium(say: (line: string) => void): string | undefined {
  const found = findChromium()
  if (found !== undefined) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('Chromium is not installed, and only root can install it here: apt-get install chromium')
    return undefined
  }
  say('Installing Chromium (apt-get install chromium)…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env })
  const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    encoding: 'utf8',
  })
  if (install.status !== 0) say(`apt-get could not install Chromium: ${install.stderr.trim()}`)
  return findChromium()
}

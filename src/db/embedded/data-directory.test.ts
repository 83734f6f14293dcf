import { describe, expect, test } from 'vitest'
import { openDataDirectory } from './data-directory.ts'
import { withDirectoryLock } from './directory-lock.ts'

const account = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, differs: false }

describe('a data directory is refused at once, in words that name it, when', () => {
  test.each(['/proc/nope', '/proc/nope/deeper', '/etc/hostname/data'])('%s cannot be made', (path) => {
    expect(() => openDataDirectory(path, account)).toThrow(
      /data directory \/\S+ cannot be made \(E[A-Z]+\)\. Set THROUGHLINE_DATA_DIR/,
    )
  })

  test('it is a file', () => {
    expect(() => openDataDirectory('/etc/hostname', account)).toThrow(
      '/etc/hostname is a file. Set THROUGHLINE_DATA_DIR',
    )
  })

  test('nothing can be written there', async () => {
    await expect(withDirectoryLock('/proc', async () => undefined)).rejects.toThrow(
      '/proc/lock cannot be written. Set THROUGHLINE_DATA_DIR',
    )
  })
})

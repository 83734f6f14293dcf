import { expect, test } from 'vitest'
import { networkFilesystemOf } from './network-filesystem.ts'

const MOUNTS = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt/team rw,relatime shared:2 - nfs4 server:/team rw
31 30 0:27 / /mnt/team/local\\040disk rw,relatime - xfs /dev/vdb rw
32 22 0:28 / /mnt/win rw - 9p drvfs rw
33 22 0:29 / /mnt/ssh rw - fuse.sshfs me@host:/ rw
34 22 0:30 / /var/lib/docker/merged rw - overlay overlay rw`

test.each([
  ['/home/ann/data', undefined],
  ['/mnt/team/data', 'nfs4'],
  ['/mnt/teams', undefined],
  ['/mnt/team/local disk/data', undefined],
  ['/mnt/win/c', '9p'],
  ['/mnt/ssh/x', 'fuse.sshfs'],
  ['/var/lib/docker/merged/data', undefined],
])('a database in %s lies on the network file system %s', (path, expected) => {
  expect(networkFilesystemOf(path, MOUNTS)).toBe(expected)
})

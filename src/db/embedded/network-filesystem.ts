const NETWORK_TYPES =
  /^(nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|gfs2?|ocfs2|lustre|davfs|fuse\.(?!ext|ntfs|fuseblk|overlay|zfs|lxcfs).+)$/

/**
 * The type of the network file system that a path lies on, or undefined when it lies on a local disk.
 * `mountInfo` is the text of `/proc/self/mountinfo`.
 */
export function networkFilesystemOf(path: string, mountInfo: string): string | undefined {
  let best = { mountPoint: '', type: '' }
  for (const line of mountInfo.split('\n')) {
    const [before, after] = line.split(' - ')
    const mountPoint = before?.split(' ')[4]?.replaceAll('\\040', ' ')
    const type = after?.split(' ')[0]
    if (mountPoint === undefined || type === undefined) continue
    const holds = mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`)
    // A later mount over the same place hides the earlier one.
    if (holds && mountPoint.length >= best.mountPoint.length) best = { mountPoint, type }
  }
  return NETWORK_TYPES.test(best.type) ? best.type : undefined
}

const readable = /\.(csv|tsv|txt|json|jsonl|ndjson)$/i

/** Of a folder only what may be a table; what somebody picked by hand is taken as it is. */
export function tablesAmong(files: readonly File[]): File[] {
  return files.filter((file) => readable.test(file.name) && !file.name.startsWith('.'))
}

/** Whether something dropped holds a folder, whose files a browser does not list by itself. */
export function holdsFolder(transfer: DataTransfer): boolean {
  return entriesOf(transfer).some((entry) => entry.isDirectory)
}

/** All files dropped, those within folders too. Ask in the same moment: the list is gone afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const found = await Promise.all(entriesOf(transfer).map(filesIn))
  return found.flat()
}

function entriesOf(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))]
  if (!isFolder(entry)) return []
  const reader = entry.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    entries.push(...some)
  }
  const found = await Promise.all(entries.map(filesIn))
  return found.flat()
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

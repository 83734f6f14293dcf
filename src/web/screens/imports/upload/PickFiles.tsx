import { FolderOpen } from 'lucide-react'
import { type DragEvent, useRef } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { FileDrop } from '../../../ui/FileDrop.tsx'
import { droppedFiles, holdsFolder, tablesAmong } from './dropped-files.ts'

type PickFilesProps = {
  label: string
  onFiles: (files: File[]) => void
  error?: string | null
  busy?: boolean
}

const folder = { webkitdirectory: '' }

/** Files or a whole folder, dropped or chosen. */
export function PickFiles({ label, onFiles, error, busy }: PickFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    if (!holdsFolder(event.dataTransfer)) return
    event.preventDefault()
    event.stopPropagation()
    void droppedFiles(event.dataTransfer).then((files) => onFiles(tablesAmong(files)))
  }
  return (
    <div className="flex flex-col gap-2" onDropCapture={drop}>
      <FileDrop
        multiple
        label={label}
        hint="CSV or JSON with any delimiter, up to 20 files. Excel: save the sheet as CSV."
        onFiles={onFiles}
        error={error ?? null}
        busy={busy ?? false}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <Button size="sm" variant="ghost" icon={FolderOpen} onClick={() => input.current?.click()}>
          Choose a folder
        </Button>
        <span>
          Related files (accounts, people, products, deals) are recognised and joined by themselves.
        </span>
      </div>
      <input
        ref={input}
        {...folder}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Folder to import"
        className="sr-only"
        onChange={(event) => {
          const files = tablesAmong([...(event.target.files ?? [])])
          event.target.value = ''
          onFiles(files)
        }}
      />
    </div>
  )
}

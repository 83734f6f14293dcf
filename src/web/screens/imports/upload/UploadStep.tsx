import { CircleAlert, CircleCheck, FileText } from 'lucide-react'
import { useState } from 'react'
import { formatList } from '../../../format.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { Section } from '../../../ui/Section.tsx'
import { sizeWords } from '../file-profile.ts'
import type { Imported } from '../import-words.ts'
import type { WizardView } from '../wizard-view.ts'
import { PickFiles } from './PickFiles.tsx'
import { retryUpload, startUploads, type UploadState, useUploads } from './uploads.ts'

/** The files on their way, each with how much of it has arrived. */
export function UploadStep({ imported, go }: WizardView) {
  const uploads = useUploads(imported.id)
  const complete = imported.status !== 'uploading'
  const lost = imported.files.filter((file) => file.uploaded < file.size && !uploads.has(file.number))
  return (
    <>
      <Section title="Files" meta={imported.files.length}>
        <ul className="divide-y divide-line">
          {imported.files.map((file) => (
            <FileRow
              key={file.number}
              file={file}
              state={uploads.get(file.number)}
              onRetry={() => retryUpload(imported.id, file.number, file.uploaded)}
            />
          ))}
        </ul>
      </Section>
      {lost.length > 0 && !complete && <GoOn imported={imported} lost={lost} />}
      <div className="flex justify-end">
        <Button
          variant="primary"
          disabledReason={complete ? null : 'The files have not arrived yet'}
          onClick={() => go('columns')}
        >
          Match columns
        </Button>
      </div>
    </>
  )
}

type FileOf = Imported['files'][number]

function FileRow({
  file,
  state,
  onRetry,
}: {
  file: FileOf
  state: UploadState | undefined
  onRetry: () => void
}) {
  const at = useLocale()
  const done = file.uploaded >= file.size || state?.kind === 'sent'
  const sent = state?.kind === 'sending' ? Math.max(state.sent, 0) : file.uploaded
  const share = file.size === 0 ? 1 : Math.min(sent / file.size, 1)
  return (
    <li className="flex items-center gap-3 py-2.5">
      {done ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
      ) : state?.kind === 'failed' ? (
        <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
      ) : (
        <FileText aria-hidden className="size-4 shrink-0 text-faint" />
      )}
      <div className="min-w-0 flex-1">
        {done ? (
          <p className="flex justify-between gap-3">
            <span className="truncate">{file.name}</span>
            <span className="num text-sm text-muted">{sizeWords(at, file.size)}</span>
          </p>
        ) : (
          <ProgressBar
            label={file.name}
            value={share}
            detail={`${sizeWords(at, sent)} of ${sizeWords(at, file.size)}`}
            tone={state?.kind === 'failed' ? 'danger' : 'accent'}
          />
        )}
        {state?.kind === 'failed' && (
          <p role="alert" className="mt-1 text-sm text-danger-ink">
            {state.message}
          </p>
        )}
      </div>
      {state?.kind === 'failed' && (
        <Button size="sm" onClick={onRetry}>
          Go on
        </Button>
      )}
    </li>
  )
}

/** After a reload the browser has forgotten the files; what arrived is kept. */
function GoOn({ imported, lost }: { imported: Imported; lost: readonly FileOf[] }) {
  const at = useLocale()
  const [refusal, setRefusal] = useState<string | null>(null)
  const match = (files: File[]) => {
    const found = lost.flatMap(({ number, name, size, uploaded }) => {
      const file = files.find((one) => one.name === name && one.size === size)
      return file ? [{ number, file, from: uploaded }] : []
    })
    const names = formatList(
      at,
      lost.map(({ name }) => name),
    )
    setRefusal(found.length === 0 ? `None of these is ${names} as it was begun` : null)
    if (found.length > 0) startUploads(imported.id, found)
  }
  return (
    <div className="flex flex-col gap-4">
      <Banner tone="warn" title="The upload stopped half-way.">
        Choose the same {lost.length === 1 ? 'file' : 'files'} again; it goes on from what has arrived.
      </Banner>
      <PickFiles label="Choose the same files" onFiles={match} error={refusal} />
    </div>
  )
}

import { CircleCheck, FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { attempt } from '../../../components/run-operation.ts'
import { formatCount } from '../../../format.ts'
import { refresh } from '../../../queries.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { ProblemList } from './ProblemList.tsx'
import { SourceEditor, type SourceEditorHandle } from './SourceEditor.tsx'
import { type SourceProblem, useSourceCheck } from './use-source-check.ts'

type CheckSourceProps = { start: string; mayPublish: boolean; onClose: () => void }

/** Paste or open a playbook, see every mistake beside its line, and put it in force. */
export function CheckSource({ start, mayPublish, onClose }: CheckSourceProps) {
  const [text, setText] = useState(start)
  const [asked, setAsked] = useState(false)
  const editor = useRef<SourceEditorHandle>(null)
  const check = useSourceCheck(text)
  useEffect(() => editor.current?.focus(), [])
  const errors = check.problems.filter((problem) => problem.severity === 'error').length
  const unchanged = text === start
  const why = !mayPublish
    ? 'RevOps and admins publish playbooks'
    : unchanged
      ? 'Nothing is changed yet'
      : check.state !== 'checked'
        ? 'Wait for the check'
        : errors > 0
          ? 'Mend the mistakes first'
          : null
  return (
    <div className="flex flex-col gap-3 pt-2">
      <div className="flex flex-wrap items-center gap-2">
        <OpenFile onText={setText} />
        <Status check={check} />
        <span className="ml-auto flex gap-2">
          <Button size="sm" onClick={onClose}>
            Close
          </Button>
          <Button size="sm" variant="primary" disabledReason={why} onClick={() => setAsked(true)}>
            Publish
          </Button>
        </span>
      </div>
      <div className="grid min-h-0 gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <SourceEditor ref={editor} value={text} onChange={setText} problems={check.problems} />
        <ProblemList
          problems={check.problems}
          checked={check.state === 'checked'}
          onGo={(problem: SourceProblem) => editor.current?.goTo(problem.line, problem.column)}
        />
      </div>
      {asked && (
        <Publish
          source={text}
          warnings={check.problems.length}
          onDone={() => {
            setAsked(false)
            onClose()
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  )
}

function Status({ check }: { check: ReturnType<typeof useSourceCheck> }) {
  const at = useLocale()
  const errors = check.problems.filter((problem) => problem.severity === 'error').length
  const warnings = check.problems.length - errors
  const words = {
    checking: 'Checking…',
    failed: check.message,
    checked:
      errors + warnings === 0
        ? 'No mistakes'
        : [
            errors > 0 && formatCount(at, errors, 'mistake'),
            warnings > 0 && formatCount(at, warnings, 'warning'),
          ]
            .filter(Boolean)
            .join(', '),
  }[check.state]
  return (
    <span
      role="status"
      className={
        errors > 0 ? 'flex items-center gap-1.5 text-danger-ink' : 'flex items-center gap-1.5 text-muted'
      }
    >
      {check.state === 'checked' && errors === 0 && <CircleCheck aria-hidden className="size-3.5 text-ok" />}
      {words}
    </span>
  )
}

function OpenFile({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="sm" icon={FileUp} onClick={() => input.current?.click()}>
        Open a file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        aria-label="Playbook file"
        tabIndex={-1}
        className="sr-only"
        onChange={async (event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file && file.size <= 1_000_000) onText(await file.text())
          else if (file) toast({ title: `${file.name} is too large for a playbook`, tone: 'danger' })
        }}
      />
    </>
  )
}

type PublishProps = { source: string; warnings: number; onDone: () => void; onClose: () => void }

function Publish({ source, warnings, onDone, onClose }: PublishProps) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const publish = async () => {
    setBusy(true)
    const done = await attempt('playbook.publish', { source })
    setBusy(false)
    if (!done.ok) return setRefusal(done.error.message)
    await refresh('playbook')
    toast({ title: `Version ${done.value.number} is in force`, tone: 'ok' })
    onDone()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Put this playbook in force?"
      description="New handoffs follow it from now on. Handoffs that run keep the version they began with."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button variant="primary" busy={busy} onClick={() => void publish()}>
            Publish
          </Button>
        </>
      }
    >
      {warnings > 0 && <Banner tone="warn" title={`${warnings} warnings stand beside the text.`} />}
      {refusal && <Banner tone="danger" title={refusal} />}
    </Dialog>
  )
}

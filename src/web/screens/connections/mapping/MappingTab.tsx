import { useState } from 'react'
import { formatList } from '../../../format.ts'
import { may, useSignedIn } from '../../../session.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { toast } from '../../../ui/toast-store.ts'
import { changeConnection } from '../ConnectionActions.tsx'
import type { Config, Connection } from '../connection-words.ts'
import { TabBody } from '../TabBody.tsx'
import { ConfigText } from './ConfigText.tsx'
import { MappingForm } from './MappingForm.tsx'
import { SchemeForm } from './SchemeForm.tsx'
import { TryMapping } from './TryMapping.tsx'

export type FieldProblem = { path: string; message: string }

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const

/** How calls are signed and where things stand in them: as a form, as JSON, and tried out on an example. */
export function MappingTab({ connection, config }: { connection: Connection; config: Config }) {
  const at = useLocale()
  const session = useSignedIn()
  const [draft, setDraft] = useState<Config | null>(null)
  const [view, setView] = useState<'form' | 'json'>('form')
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [refusal, setRefusal] = useState<string | null>(null)
  const now = draft ?? config
  const reset = () => {
    setDraft(null)
    setProblems([])
    setRefusal(null)
  }
  const save = async () => {
    setBusy(true)
    const done = await changeConnection(connection, { config: now })
    setBusy(false)
    if (done.ok) {
      reset()
      return toast({ title: 'Saved. The next event is read like this.', tone: 'ok' })
    }
    setProblems(done.error.fields)
    setRefusal(done.error.message)
  }
  const why = may(session, 'connection.manage')
    ? draft === null
      ? 'Nothing is changed'
      : null
    : 'RevOps and admins change connections'
  return (
    <TabBody>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented size="sm" label="Show as" options={views} value={view} onChange={setView} />
        <Menu
          label="Begin from a preset"
          trigger={<Button size="sm">Begin from a preset</Button>}
          items={connection.presets.map((preset) => ({
            kind: 'action',
            label: preset.title,
            onSelect: () => setDraft(preset.config),
          }))}
        />
        <span className="ml-auto flex items-center gap-2">
          {draft && <span className="text-sm text-muted phone:hidden">Not saved yet</span>}
          <Button size="sm" disabledReason={draft ? null : 'Nothing is changed'} onClick={reset}>
            Take back
          </Button>
          <Button size="sm" variant="primary" busy={busy} disabledReason={why} onClick={() => void save()}>
            Save
          </Button>
        </span>
      </div>
      {refusal && (
        <Banner tone="danger" title="Not saved.">
          {problems.length > 1
            ? formatList(
                at,
                problems.map(({ path, message }) => `${path.replace(/^config\./, '')}: ${message}`),
              )
            : refusal}
        </Banner>
      )}
      <div className="grid items-start gap-x-10 gap-y-9 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-8">
          {view === 'form' ? (
            <>
              <SchemeForm
                scheme={now.scheme}
                problems={problems}
                onChange={(scheme) => setDraft({ ...now, scheme })}
              />
              <MappingForm
                mapping={now.mapping}
                problems={problems}
                onChange={(mapping) => setDraft({ ...now, mapping })}
              />
            </>
          ) : (
            <ConfigText config={now} onChange={setDraft} />
          )}
        </div>
        <TryMapping connectionId={connection.id} config={now} />
      </div>
    </TabBody>
  )
}

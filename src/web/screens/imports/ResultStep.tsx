import { Download } from 'lucide-react'
import { useState } from 'react'
import { apiPrefix, routes } from '../../../contract/routes.ts'
import { fillPath } from '../../api.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { formatCount, formatNumber } from '../../format.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { Section } from '../../ui/Section.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'
import { type Imported, kindTitle, kindTitles } from './import-words.ts'
import { SetAsideRows } from './SetAsideRows.tsx'
import type { WizardView } from './wizard-view.ts'

/** How far the run has come, or what became of it. */
export function ResultStep({ imported, go }: WizardView) {
  const at = useLocale()
  const { progress, status } = imported
  const running = status === 'running'
  return (
    <>
      {running && <Running imported={imported} />}
      {status === 'done' && (
        <Banner tone="ok" title="Imported.">
          {progress.handoffs > 0
            ? `${formatCount(at, progress.handoffs, 'handoff')} opened, each with a CSM, steps and due times.`
            : progress.setAside > 0
              ? `All but ${formatCount(at, progress.setAside, 'row')}, which wait below.`
              : 'Everything is in its place.'}
        </Banner>
      )}
      {status === 'cancelled' && imported.startedAt === null && (
        <Banner tone="neutral" title="Not run.">
          Nothing was written.
        </Banner>
      )}
      {status === 'cancelled' && imported.startedAt !== null && (
        <Banner tone="warn" title="Stopped.">
          What was written stays. Run it again to go on; what is there already stays unchanged.
        </Banner>
      )}
      {status === 'failed' && (
        <Banner tone="danger" title="The run failed.">
          {imported.error ?? 'The reason is not known.'} What was written stays; run it again to go on.
        </Banner>
      )}
      <Counts imported={imported} />
      {progress.setAside > 0 && (
        <Section
          title="Set aside"
          meta={formatNumber(at, progress.setAside, 0)}
          description="These rows were left out and nothing else was lost. Download them, mend them, and import that file: it is read as its original."
          actions={!running && <Downloads imported={imported} />}
        >
          <SetAsideRows importId={imported.id} live={running} />
        </Section>
      )}
      {!running && (
        <footer className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => go('columns')}>Change and run again</Button>
          {status === 'done' && (
            <AppLink as="primary" to={imported.mode === 'live' ? paths.pipeline : paths.deals}>
              {imported.mode === 'live' ? 'Open the pipeline' : 'See the deals'}
            </AppLink>
          )}
          {(status === 'failed' || status === 'cancelled') && (
            <Button variant="primary" onClick={() => go('run')}>
              {imported.startedAt === null ? 'Choose how to run it' : 'Run again'}
            </Button>
          )}
        </footer>
      )}
    </>
  )
}

/** One file of rows to mend per file they come from, each read again like its original. */
function Downloads({ imported: { id, setAsideByFile } }: { imported: Imported }) {
  const at = useLocale()
  const [only, ...more] = setAsideByFile
  if (only && more.length === 0) {
    return (
      <LinkButton size="sm" icon={Download} href={problemsPath(id, only.file)} download>
        Download CSV
      </LinkButton>
    )
  }
  return setAsideByFile.map(({ file, rows }) => (
    <LinkButton key={file} size="sm" icon={Download} href={problemsPath(id, file)} download>
      {file} · {formatNumber(at, rows, 0)}
    </LinkButton>
  ))
}

function problemsPath(id: string, file: string): string {
  const [, template = ''] = routes['import.problems_csv'].split(' ')
  return `${apiPrefix}${fillPath(template, { id }).path}?${new URLSearchParams({ file })}`
}

function Running({ imported }: { imported: Imported }) {
  const at = useLocale()
  const [busy, setBusy] = useState(false)
  const { phase } = imported.progress
  const { done, total, noun } = stretchOf(imported)
  const cancel = async () => {
    setBusy(true)
    const done = await attempt('import.cancel', { id: imported.id })
    setBusy(false)
    if (!done.ok) sayRefusal(done.error, () => void cancel())
    await refresh('import')
  }
  const detail =
    total === null
      ? formatCount(at, done, noun)
      : `${formatNumber(at, done, 0)} of ${formatCount(at, total, noun)}`
  return (
    <div className="flex items-end gap-4" aria-live="polite">
      <div className="flex-1">
        <ProgressBar
          label={phaseWords(phase)}
          value={total === null || total === 0 ? null : Math.min(done / total, 1)}
          detail={detail}
        />
      </div>
      <Button size="sm" busy={busy} onClick={() => void cancel()}>
        Stop
      </Button>
    </div>
  )
}

/** What the bar measures: rows first, then, in a live import, handoffs. */
function stretchOf({ progress, plan }: Imported): { done: number; total: number | null; noun: string } {
  if (progress.phase !== 'handoffs') return { done: progress.read, total: progress.total, noun: 'row' }
  return { done: progress.handoffs, total: plan?.consequences?.handoffs ?? null, noun: 'handoff' }
}

function phaseWords(phase: string): string {
  const known = Object.keys(kindTitles).find((kind) => kind === phase)
  if (known) return `Writing ${kindTitle(known).toLowerCase()}`
  if (phase === 'waiting') return 'About to begin'
  if (phase === 'handoffs') return 'Opening handoffs'
  const words = phase.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

function Counts({ imported }: { imported: Imported }) {
  const at = useLocale()
  const { created, updated, unchanged } = imported.progress
  const kinds = Object.keys(kindTitles).filter((kind) => created[kind] || updated[kind] || unchanged[kind])
  if (kinds.length === 0) return null
  const columns = [
    { title: 'Created', counts: created },
    { title: 'Updated', counts: updated },
    { title: 'Unchanged', counts: unchanged },
  ]
  return (
    <Table label="What became of the records">
      <TableHead>
        <TableHeader className="w-full pl-0">Records</TableHeader>
        {columns.map(({ title }) => (
          <TableHeader key={title} align="end">
            {title}
          </TableHeader>
        ))}
      </TableHead>
      <TableBody>
        {kinds.map((kind) => (
          <TableRow key={kind}>
            <TableCell className="pl-0 font-medium">{kindTitle(kind)}</TableCell>
            {columns.map(({ title, counts }) => (
              <TableCell key={title} align="end" className={counts[kind] ? '' : 'text-faint'}>
                {formatNumber(at, counts[kind] ?? 0, 0)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

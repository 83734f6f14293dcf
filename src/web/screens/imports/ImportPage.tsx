import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SaveIndicator } from '../../ui/SaveIndicator.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { type Imported, statusLook } from './import-words.ts'
import { ColumnsStep } from './mapping/ColumnsStep.tsx'
import { PreviewStep } from './preview/PreviewStep.tsx'
import { ReadingFiles } from './ReadingFiles.tsx'
import { ResultStep } from './ResultStep.tsx'
import { RunStep } from './RunStep.tsx'
import { UploadStep } from './upload/UploadStep.tsx'
import { usePlanDraft } from './use-plan-draft.ts'

const steps = ['upload', 'columns', 'preview', 'run', 'result'] as const
export type WizardStep = (typeof steps)[number]

const labels: Readonly<Record<WizardStep, string>> = {
  upload: 'Upload',
  columns: 'Match columns',
  preview: 'Preview',
  run: 'Run',
  result: 'Result',
}

/** One import from its files to its result. */
export function ImportPage() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch, isFetching } = useQuery({
    ...read('import.show', { id }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 1_000 : false),
  })
  if (error && !data) {
    return (
      <Page header={<PageHeader title="Import" />}>
        <ErrorState
          onRetry={() => void refetch()}
          busy={isFetching}
          actions={
            <AppLink as="button" to={paths.imports}>
              All imports
            </AppLink>
          }
        >
          {error.message}
        </ErrorState>
      </Page>
    )
  }
  if (!data) {
    return (
      <Page header={<PageHeader title="Import" />}>
        <SkeletonRows label="Loading the import" />
      </Page>
    )
  }
  return <Wizard key={data.id} imported={data} />
}

/** How far one can be: what is done decides, not the address. */
function furthest({ status, plan, startedAt }: Imported): WizardStep {
  if (status === 'uploading') return 'upload'
  if (status === 'running' || startedAt !== null) return 'result'
  if (plan === null) return 'columns'
  return plan.problems.some((problem) => problem.severity === 'error') ? 'preview' : 'run'
}

function usualStep(imported: Imported): WizardStep {
  if (imported.status === 'uploading') return 'upload'
  return imported.status === 'ready' ? 'columns' : 'result'
}

function Wizard({ imported }: { imported: Imported }) {
  const [url, setUrl] = useUrlState()
  const draft = usePlanDraft(imported)
  const wanted = oneOf(steps, url['step'])
  const limit = steps.indexOf(furthest(imported))
  const running = imported.status === 'running'
  const step = running
    ? 'result'
    : wanted !== undefined && steps.indexOf(wanted) <= limit
      ? wanted
      : usualStep(imported)
  const go = (next: WizardStep) => setUrl({ step: next })
  const mustPlan = imported.plan === null && imported.status !== 'uploading' && !running
  const asked = useRef(false)
  const { change } = draft
  useEffect(() => {
    if (!mustPlan) asked.current = false
    else if (!asked.current) {
      asked.current = true
      change({}, 'now')
    }
  }, [mustPlan, change])
  const look = statusLook(imported)
  const at = steps.indexOf(step)
  const view = { imported, draft, go }
  return (
    <Page
      width={step === 'columns' || step === 'preview' ? 'wide' : 'form'}
      header={
        <PageHeader
          title={
            imported.files.length === 1
              ? (imported.files[0]?.name ?? 'Import')
              : `${imported.files.length} files`
          }
          crumbs={<AppLink to={paths.imports}>Import</AppLink>}
          meta={<StatusDot label={look.label} shape={look.shape} tone={look.tone} />}
          actions={<SaveIndicator state={draft.state} className="max-w-72 phone:max-w-44" />}
        >
          <div className="overflow-x-auto px-2.5 pb-1.5 [scrollbar-width:none]">
            <Stepper
              label="Steps of this import"
              steps={steps.map((id, index) => ({
                id,
                label: labels[id],
                done: index < at || (imported.startedAt !== null && index <= limit),
              }))}
              current={step}
              onGo={(id) => {
                const next = oneOf(steps, id)
                if (next && !running) go(next)
              }}
            />
          </div>
        </PageHeader>
      }
    >
      {step === 'upload' && <UploadStep {...view} />}
      {step !== 'upload' && step !== 'result' && mustPlan && <ReadingFiles draft={draft} />}
      {step === 'columns' && imported.plan && <ColumnsStep {...view} plan={imported.plan} />}
      {step === 'preview' && imported.plan && <PreviewStep {...view} plan={imported.plan} />}
      {step === 'run' && imported.plan && <RunStep {...view} plan={imported.plan} />}
      {step === 'result' && <ResultStep {...view} />}
    </Page>
  )
}

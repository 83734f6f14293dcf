import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Check } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { formatNumber } from '../../format.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { classNames } from '../../ui/class-names.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { MeterRing } from '../../ui/MeterRing.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { TestDealButton } from './TestDealButton.tsx'

type Setup = Output<'workspace.setup'>
type Step = Setup['steps'][number]

/** From an empty workspace to the first handoff: what is there, what is missing, and where to go. */
export function SetupPage() {
  const setup = useQuery({ ...read('workspace.setup', {}), staleTime: 0 })
  const { data } = setup
  return (
    <Page
      width="form"
      header={
        <PageHeader
          title="Set-up"
          meta={data && <MeterRing label="Set-up" value={data.done / data.steps.length} hideValue />}
        />
      }
    >
      {data ? (
        <Steps setup={data} />
      ) : setup.error ? (
        <ErrorState busy={setup.isFetching} onRetry={() => void setup.refetch()}>
          {setup.error.message}
        </ErrorState>
      ) : (
        <SkeletonRows rows={7} />
      )}
    </Page>
  )
}

function Steps({ setup }: { setup: Setup }) {
  const { workspace } = useSignedIn()
  const { steps, done } = setup
  const next = steps.find((step) => !step.done)
  const hasDeals = steps.some((step) => step.id === 'deals' && step.done)
  return (
    <>
      <div>
        <h2 className="text-xl font-semibold tracking-tight text-balance">
          {next ? `${done} of ${steps.length} done` : `${workspace.name} is set up`}
        </h2>
        <p className="mt-1 text-md text-pretty text-muted">
          {next ? (
            'In this order it goes fastest, but any will do. Everything can be changed later.'
          ) : (
            <>
              Deals come in, clocks run, and people are told. Next, decide{' '}
              <AppLink className="underline" to={paths.settings('workspace')}>
                what the gate does
              </AppLink>{' '}
              when answers are missing.
            </>
          )}
        </p>
      </div>
      <ol className="flex flex-col">
        {steps.map((step, index) => (
          <StepRow
            key={step.id}
            step={step}
            number={index + 1}
            isNext={step === next}
            isLast={index === steps.length - 1}
            waits={needsDeals.has(step.id) && !hasDeals && !step.done}
            tiers={setup.tiers}
          />
        ))}
      </ol>
    </>
  )
}

const goWords: Readonly<Record<Step['id'], string>> = {
  deals: 'Import deals',
  stages: 'Map stages',
  tiers: 'See the tiers',
  teams: 'Open teams',
  people: 'Invite people',
  calendars: 'Open calendars',
  test_deal: 'See deals',
}

/** What there is nothing to look at for while no deal is in. */
const needsDeals: ReadonlySet<Step['id']> = new Set(['stages', 'tiers'])

type StepRowProps = {
  step: Step
  number: number
  isNext: boolean
  isLast: boolean
  waits: boolean
  tiers: Setup['tiers']
}

function StepRow({ step, number, isNext, isLast, waits, tiers }: StepRowProps) {
  return (
    <li className="relative flex gap-4 pb-7" aria-current={isNext ? 'step' : undefined}>
      {!isLast && (
        <span
          aria-hidden
          className={classNames(
            'absolute top-8 bottom-1 left-3 w-px -translate-x-1/2',
            step.done ? 'bg-ok' : 'bg-line-strong',
          )}
        />
      )}
      <span
        aria-hidden
        className={classNames(
          'num flex size-6 shrink-0 items-center justify-center rounded-full border text-sm font-medium',
          step.done
            ? 'border-ok bg-ok text-canvas'
            : isNext
              ? 'border-accent text-accent-ink'
              : 'border-control text-muted',
        )}
      >
        {step.done ? <Check className="size-3.5" strokeWidth={3} /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-64">
            <h3 className="text-md font-medium">
              {step.title}
              <span className="sr-only">{step.done ? ', done' : ', to do'}</span>
            </h3>
            <p className="mt-0.5 text-pretty text-muted">{step.detail}</p>
          </div>
          <StepActions step={step} isNext={isNext} waits={waits} />
        </div>
        {step.id === 'tiers' && <Tiers tiers={tiers} />}
      </div>
    </li>
  )
}

function StepActions({ step, isNext, waits }: Pick<StepRowProps, 'step' | 'isNext' | 'waits'>) {
  if (step.id === 'test_deal' && !step.done) return <TestDealButton isNext={isNext} />
  if (waits) return <Button disabledReason="Bring deals in first">{goWords[step.id]}</Button>
  return (
    <div className="flex flex-wrap gap-2">
      {step.id === 'deals' && !step.done && (
        <AppLink as="button" to={paths.connections}>
          Connect a CRM
        </AppLink>
      )}
      <AppLink
        as="plain"
        className={classNames(
          buttonStyle(step.done ? 'ghost' : isNext ? 'primary' : 'secondary'),
          step.done && 'phone:-ml-3',
        )}
        to={step.id === 'teams' ? `${step.path}?tab=teams` : step.path}
      >
        {goWords[step.id]}
        <ArrowRight aria-hidden className="size-3.5" />
      </AppLink>
    </div>
  )
}

/** How the deals that are in fall into the tiers: one look tells whether the limits fit this company. */
function Tiers({ tiers }: { tiers: Setup['tiers'] }) {
  const at = useLocale()
  const most = Math.max(...tiers.map(({ deals }) => deals))
  if (most === 0) return null
  return (
    <>
      <ul aria-label="Deals by tier" className="mt-2 max-w-xl">
        {tiers.map(({ id, title, when, deals }) => (
          <li
            key={id}
            className="grid grid-cols-[minmax(0,1fr)_2.5rem] items-center gap-3 border-b border-line py-1.5 md:grid-cols-[minmax(0,1fr)_9rem_2.5rem]"
          >
            <span className="min-w-0">
              <span className="font-medium">{title}</span>
              {when && <span className="ml-2 text-sm text-muted">{when}</span>}
            </span>
            <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-hover phone:hidden">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(deals / most) * 100}%` }}
              />
            </span>
            <span className="num text-right text-muted">{formatNumber(at, deals)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted">
        The limits are part of the playbook:{' '}
        <AppLink className="underline" to={`${paths.playbook}?part=versions`}>
          change and publish it
        </AppLink>
        .
      </p>
    </>
  )
}

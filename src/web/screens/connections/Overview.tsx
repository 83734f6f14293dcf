import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { formatCount, formatExact, formatNumber } from '../../format.ts'
import { paths } from '../../paths.ts'
import { read } from '../../queries.ts'
import { Banner } from '../../ui/Banner.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CopyButton, CopyLine } from './CopyLine.tsx'
import { type Connection, countWords } from './connection-words.ts'
import { signedEventScript } from './example/signed-event-script.ts'
import { useExampleOwn } from './example/use-example-own.ts'
import { wonStage } from './example/won-stage.ts'
import { GoLive } from './GoLive.tsx'
import { TabBody } from './TabBody.tsx'

/** Health, address, and a script that sends a signed test event. */
export function Overview({ connection }: { connection: Connection }) {
  const at = useLocale()
  const { health, rotation, url, config, status } = connection
  return (
    <TabBody wide={false}>
      {status === 'paused' && (
        <Banner tone="warn" title="Paused.">
          Events are still taken in and kept; they are handled when it is resumed.
        </Banner>
      )}
      {health.parked > 0 && <WhyParked connection={connection} />}
      {health.refusal && <LastRefusal connection={connection} />}
      {rotation && (
        <Banner tone="accent" title="Two secrets are accepted.">
          The one before stops on {formatExact(at, rotation.previousUntil)}.
        </Banner>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-b border-line pb-5 sm:grid-cols-4">
        <Figure label="Last event">
          {health.lastEventAt ? (
            <RelativeTime at={health.lastEventAt} />
          ) : (
            <span className="text-faint">never</span>
          )}
        </Figure>
        <Figure label="In the last day">
          {countWords(health.lastDay, formatNumber(at, health.lastDay))}
        </Figure>
        <Figure label="Waiting">{countWords(health.pending, formatNumber(at, health.pending))}</Figure>
        <Figure label="Parked" bad={health.parked > 0}>
          {health.parked > 0 ? (
            <AppLink
              as="plain"
              className="underline underline-offset-2"
              to={`${paths.connection(connection.id)}?part=deliveries&status=parked`}
            >
              {countWords(health.parked, formatNumber(at, health.parked))}
            </AppLink>
          ) : (
            0
          )}
        </Figure>
      </dl>
      {url && <CopyLine label="Address to call" text={url} />}
      {connection.kind === 'webhook' && <GoLive connection={connection} />}
      {url && config && (
        <TestEvent connectionId={connection.id} url={url} scheme={config.scheme} mapping={config.mapping} />
      )}
      {connection.kind === 'import' && (
        <p className="text-muted">
          Deals from files belong here, so that the next import finds them again.{' '}
          <AppLink to={paths.imports}>See the imports</AppLink>
        </p>
      )}
    </TabBody>
  )
}

/** What to do about events that wait for somebody: most often a stage has no meaning yet. */
function WhyParked({ connection: { id, health } }: { connection: Connection }) {
  const at = useLocale()
  const stages = useQuery(read('stage.list', { id }))
  const unsaid = stages.data?.items.filter((stage) => stage.kind === null).length ?? 0
  if (!stages.data) return null
  const part = unsaid > 0 ? 'stages' : 'deliveries&status=parked'
  return (
    <Banner
      tone="danger"
      title={`${countWords(health.parked, formatCount(at, health.parked, 'event'))} parked.`}
      actions={
        <AppLink as="button" to={`${paths.connection(id)}?part=${part}`}>
          {unsaid > 0 ? 'Map the stages' : 'See why'}
        </AppLink>
      }
    >
      {unsaid > 0
        ? `${formatCount(at, unsaid, 'stage')} ${unsaid === 1 ? 'has' : 'have'} no meaning yet; events about ${unsaid === 1 ? 'it' : 'them'} wait for that.`
        : 'Each says what is wrong with it; mend it and replay.'}
    </Banner>
  )
}

/** Why the source is turned away; it ends with the next event that is accepted. */
function LastRefusal({ connection: { id, health } }: { connection: Connection }) {
  const at = useLocale()
  const { refusal, lastEventAt } = health
  if (!refusal) return null
  const times = countWords(refusal.count, formatNumber(at, refusal.count))
  const since = lastEventAt === null ? '' : ' since the last accepted event'
  return (
    <Banner
      tone={lastEventAt === null ? 'danger' : 'warn'}
      title="The last event was refused."
      actions={
        <AppLink as="button" to={`${paths.connection(id)}?part=mapping`}>
          See the settings
        </AppLink>
      }
    >
      {refusal.sentence} {refusal.count > 1 ? `Refused ${times} times${since}, the last` : 'It came'}{' '}
      <RelativeTime at={refusal.at} />.
    </Banner>
  )
}

function Figure({ label, bad, children }: { label: string; bad?: boolean; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={`num text-xl font-semibold tracking-tight ${bad ? 'text-danger-ink' : ''}`}>
        {children}
      </dd>
    </div>
  )
}

type TestEventProps = {
  connectionId: string
  url: string
  scheme: Readonly<Record<string, unknown>>
  mapping: Readonly<Record<string, unknown>>
}

function TestEvent({ connectionId, url, scheme, mapping }: TestEventProps) {
  const [secret, setSecret] = useState('')
  const own = useExampleOwn()
  const stages = useQuery(read('stage.list', { id: connectionId })).data
  const stage = useMemo(() => stages && wonStage(stages.items, mapping), [stages, mapping])
  const script = useMemo(
    () =>
      signedEventScript({ scheme, mapping, url, own: { ...own, ...stage }, secret: secret.trim() || null }),
    [url, scheme, mapping, own, stage, secret],
  )
  return (
    <Section
      title="Send a signed test event"
      description={`Run it in a terminal: the event appears under Deliveries at once, and ${
        stage === null
          ? 'waits there until somebody says under Stages what its stage means; then it makes a deal with invented values.'
          : 'makes a deal with invented values.'
      }`}
      actions={
        <CopyButton text={script} disabledReason={secret.trim() === '' ? 'Put your secret in first' : null} />
      }
    >
      <div className="mt-2 flex flex-col gap-3">
        <TextField
          label="Your secret"
          hint="Completes the script; it stays in this page."
          autoComplete="off"
          spellCheck={false}
          value={secret}
          onChange={setSecret}
        />
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Script that sends a signed test event"
          className="ring-inside max-h-96 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
        >
          {script}
        </pre>
      </div>
    </Section>
  )
}

import { useMemo } from 'react'
import { AppLink } from '../../components/AppLink.tsx'
import { formatExact, formatNumber } from '../../format.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/Banner.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { CopyButton, CopyLine } from './CopyLine.tsx'
import { type Connection, countWords } from './connection-words.ts'
import { curlExample } from './example/curl-example.ts'
import { exampleBody } from './example/example-body.ts'
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
      {url && config && <TestEvent url={url} scheme={config.scheme} mapping={config.mapping} />}
      {connection.kind === 'import' && (
        <p className="text-muted">
          Deals from files belong here, so that the next import finds them again.{' '}
          <AppLink to={paths.imports}>See the imports</AppLink>
        </p>
      )}
    </TabBody>
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
  url: string
  scheme: Readonly<Record<string, unknown>>
  mapping: Readonly<Record<string, unknown>>
}

function TestEvent({ url, scheme, mapping }: TestEventProps) {
  const script = useMemo(() => {
    const body = JSON.stringify(exampleBody(mapping, new Date().toISOString()), null, 2)
    return curlExample({ scheme, url, body, secret: null })
  }, [url, scheme, mapping])
  return (
    <Section
      title="Send a signed test event"
      description="Put your secret in and run it in a terminal. The event appears under Deliveries at once; it makes a deal with invented values."
      actions={<CopyButton text={script} />}
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Script that sends a signed test event"
        className="ring-inside mt-2 max-h-96 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm"
      >
        {script}
      </pre>
    </Section>
  )
}

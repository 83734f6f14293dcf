import { CircleCheck, Play } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../../contract/operations.ts'
import { attempt } from '../../../components/run-operation.ts'
import { formatCount } from '../../../format.ts'
import { Button } from '../../../ui/Button.tsx'
import { DefinitionList } from '../../../ui/DefinitionList.tsx'
import { useLocale } from '../../../ui/FormatContext.tsx'
import { InlineError } from '../../../ui/InlineError.tsx'
import { Section } from '../../../ui/Section.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import type { Config } from '../connection-words.ts'
import { exampleBody } from '../example/example-body.ts'

type Tried = Output<'connection.try_mapping'>

/** What an example would become with the settings as they stand here, saved or not. Nothing is stored. */
export function TryMapping({ connectionId, config }: { connectionId: string; config: Config }) {
  const [typed, setTyped] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState<Tried | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const body = typed ?? JSON.stringify(exampleBody(config.mapping, '2026-11-20T10:00:00.000Z'), null, 2)
  const run = async () => {
    setBusy(true)
    const done = await attempt('connection.try_mapping', { id: connectionId, body, config })
    setBusy(false)
    setTried(done.ok ? done.value : null)
    setRefusal(done.ok ? null : done.error.message)
  }
  return (
    <Section
      title="Try it"
      description="Paste a body as the other system sends it. Nothing is stored."
      actions={
        <Button size="sm" variant="primary" icon={Play} busy={busy} onClick={() => void run()}>
          Try
        </Button>
      }
    >
      <div className="flex flex-col gap-4 pt-2">
        <TextArea
          hideLabel
          label="Example body"
          spellCheck={false}
          rows={10}
          value={body}
          onChange={setTyped}
          className="[&_textarea]:max-h-80 [&_textarea]:font-mono [&_textarea]:text-sm"
        />
        {typed !== null && (
          <Button size="sm" variant="link" className="self-start" onClick={() => setTyped(null)}>
            Use an invented one
          </Button>
        )}
        <div aria-live="polite" className="flex flex-col gap-4">
          {refusal && <InlineError>{refusal}</InlineError>}
          {tried && <Result tried={tried} />}
        </div>
      </div>
    </Section>
  )
}

function Result({ tried }: { tried: Tried }) {
  const at = useLocale()
  return (
    <>
      {tried.problems.map((problem) => (
        <InlineError key={problem}>{problem}</InlineError>
      ))}
      {tried.deals.length > 0 && (
        <p className="flex items-center gap-1.5 font-medium">
          <CircleCheck aria-hidden className="size-4 text-ok" />
          {formatCount(at, tried.deals.length, 'deal')} understood
        </p>
      )}
      {tried.deals.slice(0, 5).map((deal, index) => (
        <DefinitionList
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the body is what tells them apart
          key={index}
          lined
          termWidth="8.5rem"
          items={Object.entries(deal)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => ({
              term: name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(),
              value: <span className="font-mono text-sm break-words">{valueText(value)}</span>,
            }))}
        />
      ))}
    </>
  )
}

function valueText(value: unknown): string {
  if (value === null) return 'none'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { InlineError } from '../ui/InlineError.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SaveIndicator } from '../ui/SaveIndicator.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import type { SaveState } from '../ui/save-state.ts'
import { tones } from '../ui/tone.ts'

const saves: SaveState[] = [
  { kind: 'saving' },
  { kind: 'saved' },
  { kind: 'offline' },
  { kind: 'conflict' },
  { kind: 'error', message: 'Not saved: too long', retry: () => {} },
]

export function StatesPage() {
  const [shown, setShown] = useState(true)
  return (
    <Page width="form" header={<PageHeader title="States" />}>
      <Section title="Banners">
        <div className="flex flex-col gap-2">
          {tones.map((tone) => (
            <Banner
              key={tone}
              tone={tone}
              title={`A ${tone} notice.`}
              actions={tone === 'warn' && <Button size="sm">Resume</Button>}
            >
              Clocks stand still until RevOps decides.
            </Banner>
          ))}
          {shown && (
            <Banner title="Can be put away." onDismiss={() => setShown(false)}>
              For hints.
            </Banner>
          )}
        </div>
      </Section>
      <Section title="Saving">
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {saves.map((state) => (
            <SaveIndicator key={state.kind} state={state} />
          ))}
        </div>
      </Section>
      <Section title="Loading">
        <SkeletonRows rows={5} />
      </Section>
      <div className="grid gap-8 sm:grid-cols-2">
        <Section title="Empty">
          <EmptyState
            small
            icon={Inbox}
            title="Nothing is owed today"
            actions={<Button>See what comes next</Button>}
          >
            The next step is due on Monday at 10:00.
          </EmptyState>
        </Section>
        <Section title="Error">
          <ErrorState onRetry={() => {}} reference="req_01JD3KQ8">
            The server did not answer. Nothing you typed is lost.
          </ErrorState>
        </Section>
      </div>
      <InlineError onRetry={() => {}}>This step could not be closed: the kickoff has no date.</InlineError>
    </Page>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { queryClient, read } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Section } from '../../ui/Section.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Loaded } from './Loaded.tsx'

type Choice = Output<'notification.choices'>['items'][number]

const mailWays = [
  { value: 'at_once', label: 'At once' },
  { value: 'digest', label: 'Digest' },
  { value: 'never', label: 'Never' },
] as const

/** What one is told about, event by event: on screen, and by mail. */
export function NotificationsSection() {
  const { workspace } = useSignedIn()
  const choices = useQuery(read('notification.choices', {}))
  return (
    <Section
      title="What I am told about"
      description="Nothing is mailed outside your working hours, unless it is urgent. A digest gathers the day’s news in one mail."
    >
      {!workspace.mailIsSetUp && (
        <div className="py-2">
          <Banner title="No mail server is set up.">
            Your choices are kept; until then mails are only written down, under Mails.
          </Banner>
        </div>
      )}
      <Loaded query={choices} rows={10}>
        {({ items }) => (
          <>
            <p aria-hidden className="flex justify-end gap-6 text-sm text-muted phone:hidden">
              <span>Screen</span>
              <span className="w-44">Mail</span>
            </p>
            <ul className="divide-y divide-line">
              {items.map((choice) => (
                <ChoiceRow key={choice.event} choice={choice} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Section>
  )
}

function ChoiceRow({ choice }: { choice: Choice }) {
  const { queryKey } = read('notification.choices', {})
  const choose = async (change: Partial<Pick<Choice, 'inApp' | 'mail'>>): Promise<void> => {
    const before = queryClient.getQueryData(queryKey)
    const { event, inApp, mail } = { ...choice, ...change }
    // Shown at once; taken back where it is refused.
    queryClient.setQueryData(
      queryKey,
      (list) =>
        list && { items: list.items.map((one) => (one.event === event ? { ...one, ...change } : one)) },
    )
    const outcome = await attempt('notification.choose', { event, inApp, mail })
    if (outcome.ok) return void queryClient.setQueryData(queryKey, outcome.value)
    queryClient.setQueryData(queryKey, before)
    sayRefusal(outcome.error, () => void choose(change))
  }
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-2.5">
      <span className="min-w-0 flex-1 basis-56">{choice.title}</span>
      <div className="flex items-center gap-6 phone:w-full phone:justify-between">
        <div className="flex items-center gap-2 text-sm text-muted">
          <span aria-hidden className="md:hidden">
            Screen
          </span>
          <Switch
            hideLabel
            label={`${choice.title}: on screen`}
            checked={choice.inApp}
            onChange={(inApp) => void choose({ inApp })}
          />
        </div>
        <div className="flex items-center gap-2 text-sm text-muted md:w-44">
          <span aria-hidden className="md:hidden">
            Mail
          </span>
          <Segmented
            size="sm"
            label={`${choice.title}: by mail`}
            options={mailWays}
            value={choice.mail}
            onChange={(mail) => void choose({ mail })}
          />
        </div>
      </div>
    </li>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { Workspace } from '../../../contract/workspace.ts'
import type { Day } from '../../../core/lib/instant.ts'
import { api } from '../../api.ts'
import { PlaceField } from '../../components/forms/PlaceField.tsx'
import { RecordConflictPanel } from '../../components/forms/RecordConflictPanel.tsx'
import { SaveBar } from '../../components/forms/SaveBar.tsx'
import { useRecordForm } from '../../components/forms/use-record-form.ts'
import { startOfDay } from '../../components/forms/zoned-day.ts'
import { intentKey } from '../../components/intent-key.ts'
import { dayIn, formatDay } from '../../format.ts'
import { queryClient, read, refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Loaded } from './Loaded.tsx'

type Values = {
  name: string
  currency: string
  zone: string
  locale: string
  gateMode: Workspace['gateMode']
  liveFrom: Day | null
}

const gateWords = { observe: 'Observe', block: 'Block' } as const

function valuesOf({ name, currency, zone, locale, gateMode, liveFrom }: Workspace): Values {
  return { name, currency, zone, locale, gateMode, liveFrom: liveFrom && dayIn(zone, liveFrom) }
}

export function WorkspaceSection() {
  const workspace = useQuery(read('workspace.show', {}))
  return <Loaded query={workspace}>{(data) => <EditWorkspace workspace={data} />}</Loaded>
}

function EditWorkspace({ workspace }: { workspace: Workspace }) {
  const at = useLocale()
  const session = useSignedIn()
  const form = useRecordForm<Workspace, Values>({
    record: workspace,
    valuesOf,
    check: ({ name }) => ({ name: name.trim() === '' ? 'Enter the name of your company.' : undefined }),
    save: ({ liveFrom, ...changed }, version) =>
      api(
        'workspace.update',
        {
          version,
          ...changed,
          ...(liveFrom !== undefined && {
            liveFrom: liveFrom && startOfDay(liveFrom, changed.zone ?? workspace.zone),
          }),
        },
        { idempotencyKey: intentKey() },
      ),
    onSaved: (saved) => {
      queryClient.setQueryData(read('workspace.show', {}).queryKey, saved)
      void refresh('session', 'gate')
      toast({ title: 'Saved', tone: 'ok' })
    },
  })
  const { values, set, field } = form
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <RecordConflictPanel<Values>
        form={form}
        show={{
          name: { label: 'Name', text: (value) => value },
          currency: { label: 'Currency', text: (value) => value },
          zone: { label: 'Time zone', text: (value) => value },
          locale: { label: 'Language', text: (value) => value },
          gateMode: { label: 'Gate', text: (value) => gateWords[value] },
          liveFrom: { label: 'Go-live', text: (value) => (value ? formatDay(at, value) : 'Not set') },
        }}
      />
      <Section title="General">
        <div className="grid gap-4 pt-2 sm:grid-cols-2">
          <TextField
            {...field('name')}
            label="Name"
            className="sm:col-span-2"
            autoComplete="organization"
            value={values.name}
            onChange={(name) => set({ name })}
          />
          <PlaceField
            kind="currency"
            label="Currency"
            hint="Annual values and the limits of tiers are in it."
            error={field('currency').error}
            value={values.currency}
            onChange={(currency) => set({ currency })}
          />
          <PlaceField
            kind="zone"
            label="Time zone"
            hint="For whoever has none of their own."
            error={field('zone').error}
            value={values.zone}
            onChange={(zone) => set({ zone })}
          />
          <PlaceField
            kind="locale"
            label="Dates and numbers"
            hint="How they are written in mails and files."
            error={field('locale').error}
            value={values.locale}
            onChange={(locale) => set({ locale })}
          />
        </div>
      </Section>
      <Section title="The gate" description="What happens when a deal is won with a needed answer missing.">
        <div className="flex flex-col gap-3 pt-2">
          <RadioGroup
            label="Gate mode"
            hideLabel
            value={values.gateMode}
            onChange={(gateMode) => set({ gateMode })}
            error={field('gateMode').error}
            options={[
              {
                value: 'observe',
                label: 'Observe',
                hint: 'Nobody is stopped. What is missing is seen, named and chased; the deal counts as closed dirty.',
              },
              {
                value: 'block',
                label: 'Block',
                hint: 'The deal does not enter “won” until the needed answers are given or excused. A seller can always close with gaps and a written reason: the manager is told, and the answers fall due in 2 business days.',
              },
            ]}
          />
          {values.gateMode === 'block' && workspace.gateMode === 'observe' && (
            <Banner tone="warn" title="Agree on this with the head of Sales first.">
              From the moment you save, sellers meet the gate. It never changes a booking or its date.
            </Banner>
          )}
        </div>
      </Section>
      <Section
        title="Go-live"
        description="Deals won before this day are history: no clock runs, no message goes out, nothing counts against anybody."
      >
        <DateField
          {...field('liveFrom')}
          className="max-w-56 pt-2"
          label="First day"
          optional
          value={values.liveFrom}
          onChange={(liveFrom) => set({ liveFrom })}
        />
      </Section>
      {may(session, 'workspace.manage') && <SaveBar form={form} />}
    </form>
  )
}

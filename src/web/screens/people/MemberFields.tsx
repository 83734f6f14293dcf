import { useQuery } from '@tanstack/react-query'
import { PlaceField } from '../../components/forms/PlaceField.tsx'
import { type Word, WordsField } from '../../components/forms/WordsField.tsx'
import { MemberPicker } from '../../components/MemberPicker.tsx'
import { read } from '../../queries.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select, type SelectOption } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { MemberValues } from './member-values.ts'
import { RolesField } from './RolesField.tsx'
import { useKnownWords } from './use-known-words.ts'

export type MemberFormPart = {
  values: MemberValues
  set: (part: Partial<MemberValues>) => void
  field: (key: keyof MemberValues) => { error: string | null; onBlur: () => void }
}

const none = 'none'
const orNone = (value: string): string | null => (value === none ? null : value)

/** Everything that is known about a person, in the order one thinks of it. */
export function MemberFields({ form }: { form: MemberFormPart }) {
  const { values, set, field } = form
  return (
    <div className="flex flex-col gap-7">
      <div className="flex flex-col gap-4">
        <TextField
          {...field('name')}
          label="Name"
          autoComplete="off"
          value={values.name}
          onChange={(name) => set({ name })}
        />
        <TextField
          {...field('email')}
          label="E-mail"
          type="email"
          autoComplete="off"
          hint="They sign in with it, and mails go there."
          value={values.email}
          onChange={(email) => set({ email })}
        />
        <RolesField {...field('roles')} value={values.roles} onChange={(roles) => set({ roles })} />
      </div>
      <Place form={form} />
      {values.roles.includes('csm') && <Suits form={form} />}
      <Hours form={form} />
    </div>
  )
}

/** Where one stands in the house. */
export function Place({ form: { values, set, field } }: { form: MemberFormPart }) {
  const teams = useQuery(read('team.list', {}))
  const options: SelectOption<string>[] = [
    { value: none, label: 'No team' },
    ...(teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label="Team"
        error={field('teamId').error}
        options={options}
        value={values.teamId ?? none}
        onChange={(id) => set({ teamId: orNone(id) })}
      />
      <MemberPicker
        label="Manager"
        error={field('managerId').error}
        value={values.managerId}
        onChange={(managerId) => set({ managerId })}
      />
    </div>
  )
}

/** Which handoffs suit a CSM, and how many of them. */
function Suits({ form: { values, set, field } }: { form: MemberFormPart }) {
  const known = useKnownWords()
  const words = (
    key: 'territories' | 'sizes' | 'industries' | 'languages' | 'skills',
    label: string,
    list: readonly Word[],
  ) => (
    <WordsField
      label={label}
      error={field(key).error}
      open={key !== 'sizes'}
      known={list}
      placeholder="Any"
      value={values[key]}
      onChange={(next) => set({ [key]: next })}
    />
  )
  return (
    <Section title="Which handoffs suit them" description="Left empty, anything does.">
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        {words('territories', 'Territories', known.territories)}
        {words('sizes', 'Tiers', known.sizes)}
        {words('industries', 'Industries', known.industries)}
        {words('languages', 'Languages', known.languages)}
        {words('skills', 'Product skills', known.skills)}
        <NumberField
          {...field('capacity')}
          label="Limit"
          optional
          hint="Points of accounts they can care for."
          suffix="points"
          min={1}
          max={100_000}
          value={values.capacity}
          onChange={(capacity) => set({ capacity })}
        />
      </div>
    </Section>
  )
}

/** When one works, and how one reads dates. */
function Hours({ form: { values, set, field } }: { form: MemberFormPart }) {
  const calendars = useQuery(read('calendar.list', {}))
  const items = calendars.data?.items ?? []
  const standard = items.find(({ isDefault }) => isDefault)
  const options: SelectOption<string>[] = [
    { value: none, label: standard ? `The default: ${standard.title}` : 'The default' },
    ...items.map(({ id, title, zone }) => ({ value: id, label: `${title} (${zone.replaceAll('_', ' ')})` })),
  ]
  return (
    <Section title="Hours and language" description="Clocks count in the owner’s business hours.">
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        <Select
          label="Calendar"
          error={field('calendarId').error}
          options={options}
          value={values.calendarId ?? none}
          onChange={(id) => set({ calendarId: orNone(id) })}
        />
        <PlaceField
          kind="zone"
          label="Time zone"
          error={field('zone').error}
          value={values.zone}
          onChange={(zone) => set({ zone })}
        />
        <PlaceField
          kind="locale"
          label="Dates and numbers"
          error={field('locale').error}
          value={values.locale}
          onChange={(locale) => set({ locale })}
        />
      </div>
    </Section>
  )
}

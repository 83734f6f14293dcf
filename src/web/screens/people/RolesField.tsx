import { useId } from 'react'
import { type MemberRole, memberRoles } from '../../../core/handoff/vocabulary.ts'
import { roleTitles } from '../../components/role-titles.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { InlineError } from '../../ui/InlineError.tsx'

type RolesFieldProps = {
  value: readonly MemberRole[]
  onChange: (value: MemberRole[]) => void
  error: string | null
  onBlur?: () => void
}

/** What somebody is here; one or several. */
export function RolesField({ value, onChange, error, onBlur }: RolesFieldProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? id : undefined} onBlur={onBlur}>
      <legend className="mb-1.5 font-medium">Roles</legend>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {memberRoles.map((role) => (
          <Checkbox
            key={role}
            label={roleTitles[role]}
            checked={value.includes(role)}
            onChange={(on) =>
              onChange(memberRoles.filter((one) => (one === role ? on : value.includes(one))))
            }
          />
        ))}
      </div>
      {error && (
        <div id={id} className="mt-1.5 text-sm">
          <InlineError>{error}</InlineError>
        </div>
      )}
    </fieldset>
  )
}

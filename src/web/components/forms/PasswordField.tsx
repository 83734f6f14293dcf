import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { FieldProps } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextField } from '../../ui/TextField.tsx'

type PasswordFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  /** `new-password` where one is chosen. */
  autoComplete: 'current-password' | 'new-password'
  autoFocus?: boolean
  size?: 'md' | 'lg'
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ size = 'lg', ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...rest}
      size={size}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      suffix={
        <IconButton
          size="sm"
          icon={shown ? EyeOff : Eye}
          label={shown ? 'Hide the password' : 'Show the password'}
          className="-mr-1.5"
          onClick={() => setShown((on) => !on)}
        />
      }
    />
  )
}

/** The same rule as the server's, so that one is told while still in the field. */
export function passwordProblem(password: string): string | undefined {
  if (password === '') return 'Choose a password.'
  return password.length < 12 ? 'Use 12 characters or more; a few words make a good one.' : undefined
}

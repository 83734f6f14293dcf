import { type ReactNode, useState } from 'react'
import { formatNumber, parseNumber } from '../format.ts'
import type { FieldProps } from './Field.tsx'
import { useLocale } from './FormatContext.tsx'
import { TextField } from './TextField.tsx'

export type NumberFieldProps = FieldProps & {
  value: number | null
  /** Called with null when emptied; not called while what is typed is no number. */
  onChange: (value: number | null) => void
  min?: number
  max?: number
  /** How far the arrow keys go; 10 times as far with Shift. */
  step?: number
  suffix?: ReactNode
  placeholder?: string
  name?: string
  onBlur?: () => void
}

function outside(value: number, min: number | undefined, max: number | undefined): string | null {
  if (min !== undefined && value < min) return `Enter ${min} or more`
  if (max !== undefined && value > max) return `Enter ${max} or less`
  return null
}

export function NumberField({
  value,
  onChange,
  min,
  max,
  step = 1,
  error,
  onBlur,
  ...rest
}: NumberFieldProps) {
  const at = useLocale()
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const take = (text: string) => {
    setDraft(text)
    if (text.trim() === '') {
      setWrong(null)
      return onChange(null)
    }
    const read = parseNumber(at, text)
    const reason = read.ok ? outside(read.value, min, max) : read.reason
    setWrong(reason)
    if (read.ok && reason === null) onChange(read.value)
  }
  const nudge = (by: number) => {
    const next = Math.min(Math.max((value ?? 0) + by, min ?? -Infinity), max ?? Infinity)
    setDraft(null)
    setWrong(null)
    onChange(next)
  }
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      error={error ?? (draft === null ? null : wrong)}
      value={draft ?? (value === null ? '' : formatNumber(at, value, 6))}
      onChange={take}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        nudge((event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1))
      }}
      onBlur={() => {
        if (wrong === null) setDraft(null)
        onBlur?.()
      }}
    />
  )
}

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlFocus, controlFrame, popupFrame, popupItem } from './control-style.ts'
import { Field, type FieldProps } from './Field.tsx'
import type { Icon } from './icon.ts'

export type SelectOption<V extends string> = {
  value: V
  label: string
  hint?: ReactNode
  icon?: Icon
  disabledReason?: string
}

export type SelectProps<V extends string> = FieldProps & {
  options: readonly SelectOption<V>[]
  value: V | null
  onChange: (value: V) => void
  placeholder?: string
  name?: string
}

/** One of a short, known list. From about fifteen options on, use Combobox. */
export function Select<V extends string>({
  options,
  value,
  onChange,
  placeholder,
  name,
  ...frame
}: SelectProps<V>) {
  return (
    <Field {...frame}>
      {(ids, labelId) => (
        <Base.Root
          items={options}
          value={value}
          name={name}
          modal={false}
          onValueChange={(next) => next !== null && onChange(next)}
        >
          <Base.Trigger
            {...ids}
            aria-labelledby={labelId}
            className={classNames(
              'flex h-8 w-full items-center gap-2 px-2.5 text-left',
              controlFrame,
              controlFocus,
            )}
          >
            <Base.Value
              className="min-w-0 flex-1 truncate data-placeholder:text-faint"
              placeholder={placeholder ?? 'Choose…'}
            />
            <Base.Icon>
              <ChevronDown aria-hidden className="size-3.5 text-faint" />
            </Base.Icon>
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60 outline-none">
              <Base.Popup
                className={classNames(
                  popupFrame,
                  'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1',
                )}
              >
                <Base.List>
                  {options.map(({ value: own, label, hint, icon: Glyph, disabledReason }) => (
                    <Base.Item key={own} value={own} disabled={Boolean(disabledReason)} className={popupItem}>
                      {Glyph && <Glyph aria-hidden className="size-3.5 text-muted" />}
                      <Base.ItemText className="flex-1">{label}</Base.ItemText>
                      {(disabledReason ?? hint) && (
                        <span className="max-w-64 truncate text-sm text-faint">{disabledReason ?? hint}</span>
                      )}
                      <span className="flex size-3.5">
                        <Base.ItemIndicator>
                          <Check aria-hidden className="size-3.5" />
                        </Base.ItemIndicator>
                      </span>
                    </Base.Item>
                  ))}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}

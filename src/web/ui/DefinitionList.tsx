import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Definition = { term: string; value: ReactNode /** Small, under the term. */; note?: ReactNode }

/** Names and values in two columns; one under the other where there is no room. */
export function DefinitionList({
  items,
  termWidth = '9rem',
  lined,
}: {
  items: readonly Definition[]
  termWidth?: string
  lined?: boolean
}) {
  return (
    <dl className={classNames('@container', lined && 'divide-y divide-line border-y border-line')}>
      {items.map((item) => (
        <div
          key={item.term}
          className={classNames('gap-x-4 @3xs:grid', lined ? 'py-2' : 'py-1')}
          style={{ gridTemplateColumns: `${termWidth} minmax(0, 1fr)` }}
        >
          <dt className="text-muted">
            {item.term}
            {item.note && <span className="block text-sm text-faint">{item.note}</span>}
          </dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}

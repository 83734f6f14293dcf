import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A plain table for up to a few hundred rows; VirtualTable is for the rest. Scrolls sideways where it must. */
export function Table({
  label,
  children,
  className,
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <section aria-label={label} className={classNames('relative overflow-x-auto', className)}>
      <table className="w-full border-collapse text-left">{children}</table>
    </section>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="border-b border-line text-sm text-faint">
      <tr>{children}</tr>
    </thead>
  )
}

type CellProps = Omit<ComponentProps<'td'>, 'align'> & { align?: 'start' | 'end' }

export function TableHeader({
  align,
  className,
  children,
  ...rest
}: Omit<ComponentProps<'th'>, 'align'> & { align?: 'start' | 'end' }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-8 px-3 font-medium whitespace-nowrap',
        align === 'end' && 'text-right',
        className,
      )}
    >
      {children}
    </th>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody className="divide-y divide-line">{children}</tbody>
}

export function TableRow({ children, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr {...rest} className="transition-colors hover:bg-hover">
      {children}
    </tr>
  )
}

export function TableCell({ align, className, children, ...rest }: CellProps) {
  return (
    <td {...rest} className={classNames('h-9 px-3 py-1', align === 'end' && 'num text-right', className)}>
      {children}
    </td>
  )
}

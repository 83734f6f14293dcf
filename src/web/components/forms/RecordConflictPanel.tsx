import { GitCompareArrows } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { RecordForm } from './use-record-form.ts'

type RecordConflictPanelProps<V extends object> = {
  form: RecordForm<V>
  /** Each field's name, and its value in words. */
  show: { readonly [K in keyof V]: { label: string; text: (value: V[K]) => ReactNode } }
}

/** Somebody else saved the same fields meanwhile: both values side by side, and one press to choose. */
export function RecordConflictPanel<V extends object>({ form, show }: RecordConflictPanelProps<V>) {
  const { conflict } = form
  if (conflict === null) return null
  return (
    <section
      aria-label="Changed by somebody else too"
      className="overflow-hidden rounded-lg border border-warn-line"
    >
      <p
        role="alert"
        className="flex items-center gap-2 border-b border-warn-line bg-warn-soft px-3 py-2 text-warn-ink"
      >
        <GitCompareArrows aria-hidden className="size-4 shrink-0" />
        <span>
          <span className="font-medium">Somebody else changed this while you were writing.</span> Which one
          stays?
        </span>
      </p>
      <table className="w-full text-left">
        <thead className="text-sm text-muted">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Field
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Yours, not saved
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              Theirs, saved
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {conflict.keys.map((key) => (
            <tr key={key} className="align-top">
              <th scope="row" className="px-3 py-2 font-normal text-muted">
                {show[key].label}
              </th>
              <td className="px-3 py-2 break-words">{show[key].text(conflict.mine[key])}</td>
              <td className="px-3 py-2 break-words">{show[key].text(conflict.theirs[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex gap-2 border-t border-line px-3 py-2">
        <Button size="sm" variant="primary" busy={form.busy} onClick={form.keepMine}>
          Keep mine
        </Button>
        <Button size="sm" onClick={form.takeTheirs}>
          Take theirs
        </Button>
      </div>
    </section>
  )
}

import { CheckCheck, CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { HandoffRow } from '../../../contract/handoffs.ts'
import type { Output } from '../../../contract/operations.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { doSoon } from '../../components/do-soon.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { formatCount } from '../../format.ts'
import { paths } from '../../paths.ts'
import { refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import type { Selection } from '../../ui/row-selection.ts'
import { useShortcuts } from '../../ui/ShortcutProvider.tsx'
import { customerOf } from './pipeline-columns.tsx'

const most = 100
type Refusal = { row: HandoffRow; reason: string }

/** Accepts what is chosen in the list; each that cannot be accepted says why and stays chosen. */
export function AcceptMany({
  chosen,
  onDone,
}: {
  chosen: readonly HandoffRow[]
  onDone: (left: Selection) => void
}) {
  const at = useLocale()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<{ accepted: number; refused: readonly Refusal[] } | null>(null)
  const able = chosen.filter((row) => row.can['accept'] === true).slice(0, most)
  const accept = (): void => {
    const rows = able
    setBusy(true)
    onDone(new Set())
    doSoon({
      title: `${formatCount(at, rows.length, 'handoff')} accepted: ${namesOf(rows)}`,
      run: () => void send(rows),
      onUndo: () => {
        setBusy(false)
        onDone(new Set(rows.map(({ id }) => id)))
      },
    })
  }
  const send = async (rows: readonly HandoffRow[]): Promise<void> => {
    const handoffs = rows.map(({ id, version }) => ({ id, version }))
    const result = await attempt('handoff.accept_many', { handoffs })
    setBusy(false)
    if (!result.ok) return sayRefusal(result.error, () => void send(rows))
    report(rows, result.value)
  }
  const report = (
    sent: readonly HandoffRow[],
    { accepted, refused }: Output<'handoff.accept_many'>,
  ): void => {
    void refresh('handoff')
    if (refused.length === 0) return
    onDone(new Set(refused.map(({ id }) => id)))
    const rows = new Map(sent.map((row) => [row.id, row]))
    const known = refused.flatMap(({ id, reason }) => {
      const row = rows.get(id)
      return row ? [{ row, reason }] : []
    })
    setOutcome({ accepted: accepted.length, refused: known })
  }
  useShortcuts([
    {
      keys: 'a',
      label: 'Accept what is selected',
      section: 'List',
      run: accept,
      enabled: able.length > 0 && !busy,
    },
  ])
  return (
    <>
      {chosen.length > 0 && (
        <>
          <span className="num text-muted" aria-live="polite">
            {chosen.length} selected
          </span>
          <Button size="sm" variant="ghost" onClick={() => onDone(new Set())}>
            Clear
          </Button>
          <Button
            size="sm"
            variant="primary"
            icon={CheckCheck}
            shortcut="a"
            busy={busy}
            disabledReason={able.length === 0 ? whyNone(chosen) : null}
            onClick={accept}
          >
            {able.length === chosen.length || able.length === 0 ? 'Accept' : `Accept ${able.length} of them`}
          </Button>
        </>
      )}
      <Dialog
        open={outcome !== null}
        onOpenChange={() => setOutcome(null)}
        title={`${formatCount(at, outcome?.refused.length ?? 0, 'handoff')} could not be accepted`}
        description={
          outcome?.accepted
            ? 'They stay selected. The others were accepted.'
            : 'Nothing was changed; they stay selected.'
        }
        footer={<Button onClick={() => setOutcome(null)}>Close</Button>}
      >
        <ul className="divide-y divide-line">
          {(outcome?.accepted ?? 0) > 0 && (
            <li className="flex items-center gap-2 py-2">
              <CircleCheck aria-hidden className="size-4 text-ok" />
              {formatCount(at, outcome?.accepted ?? 0, 'handoff')} accepted
            </li>
          )}
          {outcome?.refused.map(({ row, reason }) => (
            <li key={row.id} className="flex items-start gap-2 py-2">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
              <span className="min-w-0">
                <AppLink to={paths.handoff(row.id)} className="font-medium">
                  {customerOf(row)}
                </AppLink>
                <span className="block text-muted">{reason}</span>
              </span>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}

const mostNamed = 6

function namesOf(rows: readonly HandoffRow[]): string {
  const names = rows.slice(0, mostNamed).map(customerOf)
  const more = rows.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function whyNone(chosen: readonly HandoffRow[]): string {
  const reason = chosen[0]?.can['accept']
  return chosen.length === 1 && typeof reason === 'string'
    ? reason
    : 'None of them is submitted and yours to accept'
}

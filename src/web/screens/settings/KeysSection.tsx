import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { attempt, sayRefusal } from '../../components/run-operation.ts'
import { formatDay } from '../../format.ts'
import { read, refresh } from '../../queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useLocale } from '../../ui/FormatContext.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Section } from '../../ui/Section.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useNow } from '../../ui/use-now.ts'
import { scopeWords } from './key-words.ts'
import { Loaded } from './Loaded.tsx'

const KeyDialog = lazyPart(async () => (await import('./KeyDialog.tsx')).KeyDialog, {
  close: ({ onClose }) => onClose(),
})

type Key = Output<'key.list'>['items'][number]

/** Keys by which programs use the API as one of the members. */
export function KeysSection() {
  const keys = useQuery(read('key.list', {}))
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Key | null>(null)
  return (
    <Section
      title="API keys"
      description={
        <>
          A program with a key may do what its member may, within the key’s scopes.{' '}
          <a className="text-accent-ink underline underline-offset-2" href="/api">
            API reference
          </a>
        </>
      }
      actions={
        <Button size="sm" variant="primary" icon={Plus} onClick={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      <Loaded query={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState small icon={KeyRound} title="No key yet">
              Make one for a script, a dashboard or another system.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((key) => (
                <KeyRow key={key.id} of={key} onRevoke={() => setRevoking(key)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <KeyDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog of={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  )
}

function KeyRow({ of, onRevoke }: { of: Key; onRevoke: () => void }) {
  const at = useLocale()
  const now = useNow()
  const over = of.revokedAt !== null || Date.parse(of.expiresAt) <= now
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div className={`min-w-0 flex-1 basis-60 ${over ? 'text-muted' : ''}`}>
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{of.name}</span>
          <code className="font-mono text-sm text-faint">{of.hint}</code>
          {of.scopes.map((scope) => (
            <Tag key={scope}>{scopeWords[scope].label}</Tag>
          ))}
        </p>
        <p className="text-sm text-muted">
          Acts as {of.member.name} · {of.usedOn ? `last used ${formatDay(at, of.usedOn)}` : 'never used'}
        </p>
      </div>
      <div className="flex items-center gap-3 text-sm text-muted">
        {of.revokedAt ? (
          <span>
            Revoked <RelativeTime at={of.revokedAt} />
          </span>
        ) : over ? (
          <span>
            Expired <RelativeTime at={of.expiresAt} />
          </span>
        ) : (
          <>
            <span>
              Expires <RelativeTime at={of.expiresAt} />
            </span>
            <Button size="sm" onClick={onRevoke}>
              Revoke
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

function RevokeDialog({ of, onClose }: { of: Key; onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const revoke = async (): Promise<void> => {
    setBusy(true)
    const outcome = await attempt('key.revoke', { id: of.id })
    setBusy(false)
    onClose()
    if (!outcome.ok) return sayRefusal(outcome.error)
    void refresh('key')
    toast({ title: `“${of.name}” no longer opens anything` })
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`Revoke “${of.name}”?`}
      description="Whatever uses it is refused within a second. This cannot be taken back."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={busy} onClick={() => void revoke()}>
            Revoke
          </Button>
        </>
      }
    />
  )
}

import { useQuery } from '@tanstack/react-query'
import { BookmarkPlus, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { attempt } from '../../../components/run-operation.ts'
import { read, refresh } from '../../../queries.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { toast } from '../../../ui/toast-store.ts'

type MappingMenuProps = { mapping: ImportMapping; onUse: (mapping: ImportMapping) => void }

/** Mappings kept under a name: next month's export is read as this one. */
export function MappingMenu({ mapping, onUse }: MappingMenuProps) {
  const [naming, setNaming] = useState(false)
  const { data } = useQuery(read('import_mapping.list', {}))
  const saved = data?.items ?? []
  return (
    <div className="flex gap-2">
      <Menu
        label="Saved mappings"
        align="end"
        trigger={
          <Button size="sm">
            Use a saved mapping <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        }
        items={
          saved.length === 0
            ? [{ kind: 'heading', label: 'None is saved yet' }]
            : saved.map((one) => ({
                kind: 'action',
                label: one.name,
                onSelect: () => {
                  onUse(asMapping(one.mapping))
                  toast({ title: `Read as “${one.name}”`, tone: 'ok', undo: () => onUse(mapping) })
                },
              }))
        }
      />
      <Button size="sm" icon={BookmarkPlus} onClick={() => setNaming(true)}>
        Save mapping
      </Button>
      {naming && (
        <SaveMapping
          mapping={mapping}
          taken={saved.map((one) => one.name)}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  )
}

// Saved mappings were checked when they were saved; the contract carries them as plain objects.
function asMapping(saved: Record<string, unknown>): ImportMapping {
  return saved as unknown as ImportMapping
}

function SaveMapping({
  mapping,
  taken,
  onClose,
}: {
  mapping: ImportMapping
  taken: readonly string[]
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const replaces = taken.includes(name.trim())
  const save = async () => {
    setBusy(true)
    const done = await attempt('import_mapping.save', { name: name.trim(), mapping: { ...mapping } })
    setBusy(false)
    if (!done.ok) return setRefusal(done.error.message)
    void refresh('import_mapping')
    toast({ title: `Saved as “${done.value.name}”`, tone: 'ok' })
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title="Save this mapping"
      description="It can be used again for files of the same names."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={name.trim() === '' ? 'Give it a name' : null}
            onClick={() => void save()}
          >
            {replaces ? 'Replace' : 'Save'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        placeholder="Monthly export"
        value={name}
        onChange={setName}
        error={refusal}
        {...(replaces && { hint: 'One of this name exists; it is replaced.' })}
        onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && void save()}
      />
    </Dialog>
  )
}

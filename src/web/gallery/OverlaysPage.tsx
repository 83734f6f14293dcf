import { Archive, Copy, Info, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { DefinitionList } from '../ui/DefinitionList.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Popover } from '../ui/Popover.tsx'
import { Section } from '../ui/Section.tsx'
import { Select } from '../ui/Select.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { toast } from '../ui/toast-store.ts'

export function OverlaysPage() {
  const [dialog, setDialog] = useState(false)
  const [sheet, setSheet] = useState(false)
  const [reason, setReason] = useState('')
  const [mine, setMine] = useState(true)
  const [order, setOrder] = useState('due')
  const [cause, setCause] = useState<string | null>(null)
  return (
    <Page width="form" header={<PageHeader title="Overlays" />}>
      <Section title="Opened by a press">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setDialog(true)}>Dialog</Button>
          <Button onClick={() => setSheet(true)}>Sheet</Button>
          <Menu
            label="Actions"
            trigger={<Button>Menu</Button>}
            items={[
              {
                kind: 'action',
                label: 'Edit',
                icon: Pencil,
                shortcut: 'e',
                onSelect: () => toast({ title: 'Edit' }),
              },
              { kind: 'action', label: 'Duplicate', icon: Copy, onSelect: () => {} },
              {
                kind: 'action',
                label: 'Archive',
                icon: Archive,
                disabledReason: 'A step is still open',
                onSelect: () => {},
              },
              { kind: 'separator' },
              { kind: 'check', label: 'Only mine', checked: mine, onChange: setMine },
              {
                kind: 'choice',
                label: 'Order',
                value: order,
                onChange: setOrder,
                options: [
                  { value: 'due', label: 'By due time' },
                  { value: 'name', label: 'By name' },
                ],
              },
              { kind: 'separator' },
              { kind: 'action', label: 'Delete', icon: Trash2, danger: true, onSelect: () => {} },
            ]}
          />
          <Popover label="Quality explained" trigger={<Button icon={Info}>Popover</Button>}>
            <p className="mb-2 font-medium">Quality 74</p>
            <DefinitionList
              items={[
                { term: 'Goal', value: 'has no date: −10' },
                { term: 'Champion', value: 'no way to reach them: −16' },
              ]}
            />
          </Popover>
          <Tooltip content="A short explanation, never the only place of something one must know.">
            <Button variant="ghost">Tooltip</Button>
          </Tooltip>
        </div>
      </Section>
      <Section title="Toasts">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => toast({ title: 'Copied' })}>Plain</Button>
          <Button
            onClick={() =>
              toast({
                title: 'Handoff accepted',
                description: 'Tobias Lund has been told.',
                tone: 'ok',
                undo: () => toast({ title: 'Taken back' }),
              })
            }
          >
            With undo
          </Button>
          <Button
            onClick={() =>
              toast({
                title: 'Not saved',
                description: 'The server did not answer within 10 seconds.',
                tone: 'danger',
                action: { label: 'Try again', run: () => {} },
              })
            }
          >
            Error
          </Button>
        </div>
      </Section>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title="Return to Sales"
        description="Say what is missing. Tobias Lund answers within one business day."
        footer={
          <>
            <Button onClick={() => setDialog(false)}>Cancel</Button>
            <Button
              variant="primary"
              disabledReason={reason ? null : 'Write what is missing'}
              onClick={() => setDialog(false)}
            >
              Return
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <TextArea label="What is missing" value={reason} onChange={setReason} required />
          <Select
            label="Cause"
            value={cause}
            onChange={setCause}
            options={[
              { value: 'a', label: 'Never asked' },
              { value: 'b', label: 'Customer does not know yet' },
            ]}
          />
        </div>
      </Dialog>
      <Sheet
        open={sheet}
        onOpenChange={setSheet}
        title="Delivery 8f31"
        footer={<Button variant="primary">Replay</Button>}
      >
        <DefinitionList
          items={[
            { term: 'Received', value: '20 Nov, 10:31' },
            { term: 'Result', value: 'Parked: amount is no number' },
          ]}
        />
      </Sheet>
    </Page>
  )
}

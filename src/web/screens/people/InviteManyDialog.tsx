import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { ApiError, api } from '../../api.ts'
import { intentKey } from '../../components/intent-key.ts'
import { refresh } from '../../queries.ts'
import { useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { toast } from '../../ui/toast-store.ts'

type Result = Output<'member.invite_many'>
const largest = 1_000_000

const example = `name,email,roles,team,manager,territories,capacity
Ana Silva,ana@example.com,csm,CS West,ruth@example.com,Iberia;France,40
Ben Okoro,ben@example.com,ae,Sales West,,,`

/** Adds people from a list: first it is read and every problem shown, then it is done. */
export function InviteManyDialog({ onClose }: { onClose: () => void }) {
  const { workspace } = useSignedIn()
  const [csv, setCsv] = useState('')
  const [read, setRead] = useState<{ csv: string; result: Result } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = async (text: string, dryRun: boolean): Promise<Result | null> => {
    setBusy(true)
    setProblem(null)
    try {
      return await api('member.invite_many', { csv: text, dryRun }, { idempotencyKey: intentKey() })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.fields[0]?.message ?? error.message)
      return null
    } finally {
      setBusy(false)
    }
  }
  const check = async (text: string): Promise<void> => {
    const result = await run(text, true)
    if (result) setRead({ csv: text, result })
  }
  const take = async ([file]: File[]): Promise<void> => {
    if (!file) return
    if (file.size > largest) return setProblem('The file is larger than 1 MB; that is more people than fit.')
    const text = await file.text()
    setCsv(text)
    await check(text)
  }
  const add = async (): Promise<void> => {
    if (!read) return
    const result = await run(read.csv, false)
    if (!result) return
    void refresh('member', 'team', 'workspace')
    toast({
      title: result.added === 1 ? 'One person was added' : `${result.added} people were added`,
      ...(!workspace.mailIsSetUp && {
        description: 'No mail server is set up: their invitations can be read under Settings, Mails.',
      }),
      tone: 'ok',
    })
    onClose()
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title="Invite many"
      description="From a spreadsheet saved as CSV. Whoever is here already stays as they are."
      footer={
        read ? (
          <>
            <Button onClick={() => setRead(null)}>Back</Button>
            <Button
              variant="primary"
              busy={busy}
              disabledReason={read.result.added === 0 ? 'There is nobody to add' : null}
              onClick={() => void add()}
            >
              {read.result.added === 1 ? 'Add one person' : `Add ${read.result.added} people`}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              busy={busy}
              disabledReason={csv.trim() === '' ? 'Choose a file or paste a list first' : null}
              onClick={() => void check(csv)}
            >
              Check
            </Button>
          </>
        )
      }
    >
      {read ? (
        <Found result={read.result} />
      ) : (
        <div className="flex flex-col gap-4">
          <FileDrop
            label="Choose a CSV file"
            hint="Any delimiter, up to 1 MB"
            accept=".csv,.txt,.tsv,text/csv"
            busy={busy}
            onFiles={(files) => void take(files)}
          />
          <TextArea
            label="Or paste the list"
            rows={5}
            className="[&_textarea]:font-mono [&_textarea]:text-sm"
            placeholder={example}
            spellCheck={false}
            value={csv}
            onChange={setCsv}
          />
          <Disclosure title="Which columns it may have">
            <p className="text-pretty text-muted">
              <b className="text-ink">name, email, roles</b> are needed; team, manager (an e-mail address),
              territories and capacity are read too. Several roles or territories are separated by a
              semicolon.
            </p>
          </Disclosure>
        </div>
      )}
      {problem && (
        <div className="mt-3">
          <InlineError>{problem}</InlineError>
        </div>
      )}
    </Dialog>
  )
}

function Found({ result }: { result: Result }) {
  const { added, unchanged, problems } = result
  return (
    <div className="flex flex-col gap-4">
      <Banner
        tone={added === 0 ? 'warn' : 'ok'}
        title={added === 1 ? 'One person can be added.' : `${added} people can be added.`}
      >
        {unchanged > 0 && `${unchanged} ${unchanged === 1 ? 'is' : 'are'} here already. `}
        {problems.length > 0 &&
          `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} found; those rows are left out.`}
      </Banner>
      {problems.length > 0 && (
        <Table label="Problems" className="max-h-72 overflow-y-auto rounded-lg border border-line">
          <TableHead>
            <TableHeader align="end">Row</TableHeader>
            <TableHeader>Column</TableHeader>
            <TableHeader>What is wrong</TableHeader>
          </TableHead>
          <TableBody>
            {problems.map((one) => (
              <TableRow key={`${one.row}${one.column}${one.reason}`}>
                <TableCell align="end">{one.row === 0 ? '–' : one.row}</TableCell>
                <TableCell>{one.column ?? '–'}</TableCell>
                <TableCell className="text-pretty">{one.reason}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </div>
  )
}

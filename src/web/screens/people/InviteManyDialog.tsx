import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { ApiError, api } from '../../api.ts'
import { intentKey } from '../../components/intent-key.ts'
import { paths } from '../../paths.ts'
import { read, refresh } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { InlineError } from '../../ui/InlineError.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../ui/Table.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { toast } from '../../ui/toast-store.ts'
import { sideTitles } from './member-words.ts'

type Result = Output<'member.invite_many'>
const largest = 1_000_000

const example = `name,email,roles,team,manager,territories,capacity
Ana Silva,ana@example.com,csm,CS West,ruth@example.com,Iberia;France,40
Ben Okoro,ben@example.com,ae,Sales West,,,`

/** Adds people from a list: first it is read and every problem shown, then it is done. */
export function InviteManyDialog({ onClose }: { onClose: () => void }) {
  const session = useSignedIn()
  const { workspace } = session
  const canRead = may(session, 'mail.view')
  const router = useRouter()
  const [csv, setCsv] = useState('')
  const [found, setFound] = useState<{ csv: string; result: Result } | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const run = async (text: string, dryRun: boolean): Promise<Result | null> => {
    setBusy(true)
    setProblem(null)
    try {
      return await api(
        'member.invite_many',
        { csv: text, dryRun, makeTeams: true },
        { idempotencyKey: intentKey() },
      )
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
    if (result) setFound({ csv: text, result })
  }
  const take = async ([file]: File[]): Promise<void> => {
    if (!file) return
    if (file.size > largest) return setProblem('The file is larger than 1 MB; that is more people than fit.')
    const text = await file.text()
    setCsv(text)
    await check(text)
  }
  const add = async (): Promise<void> => {
    if (!found) return
    const result = await run(found.csv, false)
    if (!result) return
    void refresh('member', 'team', 'workspace')
    toast({
      title: result.added === 1 ? 'One person was invited' : `${result.added} people were invited`,
      ...(workspace.mailIsSetUp
        ? { description: 'Each gets a mail with a link that works once.' }
        : {
            description: `No mail server is set up: ${canRead ? 'pass their links on from the mails kept here.' : 'an admin passes on their links, from Settings, Mails.'}`,
            ...(canRead && {
              action: {
                label: 'Open the mails',
                run: () => void router.navigate({ href: paths.settings('mails') }),
              },
            }),
            timeout: 0,
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
        found ? (
          <>
            <Button onClick={() => setFound(null)}>Back</Button>
            <Button
              variant="primary"
              busy={busy}
              disabledReason={found.result.added === 0 ? 'There is nobody to invite' : null}
              onClick={() => void add()}
            >
              {found.result.added === 1 ? 'Invite one person' : `Invite ${found.result.added} people`}
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
      {found ? (
        <Found result={found.result} />
      ) : (
        <Entry csv={csv} busy={busy} onCsv={setCsv} onFiles={(files) => void take(files)} />
      )}
      {problem && (
        <div className="mt-3">
          <InlineError>{problem}</InlineError>
        </div>
      )}
    </Dialog>
  )
}

/** Whom an import made known needs only an address: the list begins with them. */
function FromImports({ onList }: { onList: (csv: string) => void }) {
  const known = useQuery(read('member.list', { status: 'known', limit: 200 }))
  const people = known.data?.items ?? []
  if (people.length === 0) return null
  const begin = (): void => {
    const rows = people.map(({ name, email, roles, team, manager }) =>
      [name, email ?? '', roles.join(';'), team?.name ?? '', manager?.name ?? ''].map(cell).join(','),
    )
    onList(['name,email,roles,team,manager', ...rows].join('\n'))
  }
  return (
    <Button size="sm" icon={Users} className="self-start" onClick={begin}>
      {people.length === 1 ? 'Begin with the person' : `Begin with the ${people.length} people`} known from
      imports
    </Button>
  )
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

type EntryProps = {
  csv: string
  busy: boolean
  onCsv: (csv: string) => void
  onFiles: (files: File[]) => void
}

/** Where the list comes from: a file, the clipboard, or those an import made known. */
function Entry({ csv, busy, onCsv, onFiles }: EntryProps) {
  return (
    <div className="flex flex-col gap-4">
      <FileDrop
        label="Choose a CSV file"
        hint="Any delimiter, up to 1 MB"
        accept=".csv,.txt,.tsv,text/csv"
        busy={busy}
        onFiles={onFiles}
      />
      <TextArea
        label="Or paste the list"
        rows={5}
        className="[&_textarea]:font-mono [&_textarea]:text-sm"
        placeholder={example}
        spellCheck={false}
        value={csv}
        onChange={onCsv}
      />
      {csv === '' && <FromImports onList={onCsv} />}
      <Disclosure title="Which columns it may have">
        <p className="text-pretty text-muted">
          <b className="text-ink">name, email, roles</b> are needed; team, manager (an e-mail address),
          territories and capacity are read too. Several roles or territories are separated by a semicolon. A
          team that is not here yet is made.
        </p>
      </Disclosure>
    </div>
  )
}

function Found({ result }: { result: Result }) {
  const { added, unchanged, problems, teams } = result
  return (
    <div className="flex flex-col gap-4">
      <Banner
        tone={added === 0 ? 'warn' : 'ok'}
        title={added === 1 ? 'One person can be invited.' : `${added} people can be invited.`}
      >
        {unchanged > 0 && `${unchanged} ${unchanged === 1 ? 'is' : 'are'} here already. `}
        {problems.length > 0 &&
          (problems.length === 1
            ? 'One problem found; what it is about is left out.'
            : `${problems.length} problems found; what they are about is left out.`)}
      </Banner>
      {teams.length > 0 && (
        <section aria-label="Teams">
          <h3 className="font-medium">
            {teams.length === 1 ? 'One team is made with them' : `${teams.length} teams are made with them`}
          </h3>
          <ul className="mt-1">
            {teams.map(({ name, side, manager }) => (
              <li key={name} className="flex flex-wrap gap-x-2 border-b border-line py-1.5 last:border-0">
                <span className="font-medium">{name}</span>
                <span className="text-muted">
                  {sideTitles[side]}, {manager ? `led by ${manager}` : 'without a manager yet'}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
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
                <TableCell className="text-pretty first-letter:uppercase">{one.reason}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </div>
  )
}

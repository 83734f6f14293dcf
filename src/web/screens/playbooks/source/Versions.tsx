import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useUrlState } from '../../../components/use-url-state.ts'
import { read } from '../../../queries.ts'
import { may, useSignedIn } from '../../../session.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { PersonChip } from '../../../ui/PersonChip.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SkeletonRows } from '../../../ui/Skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../../ui/Table.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { TabBody } from '../TabBody.tsx'
import { CheckSource } from './CheckSource.tsx'
import { saveFile } from './save-file.ts'

/** Every version there was, the document itself, and a place to check and publish another one. */
export function Versions({ shown }: { shown: number }) {
  const session = useSignedIn()
  const [draft, setDraft] = useState<string | null>(null)
  const source = useQuery(read('playbook.source', {}))
  return (
    <TabBody>
      <VersionTable shown={shown} />
      <Section
        title="Source"
        description="The whole process is one YAML document. Check a changed one before it is put in force; running handoffs keep the version they began with."
        actions={
          source.data && (
            <>
              <Button
                size="sm"
                icon={Download}
                onClick={() => saveFile('playbook.yaml', source.data.source, 'application/yaml')}
              >
                Download YAML
              </Button>
              {draft === null && (
                <Button size="sm" variant="primary" onClick={() => setDraft(source.data.source)}>
                  Check a changed one
                </Button>
              )}
            </>
          )
        }
      >
        {source.error && !source.data && (
          <ErrorState onRetry={() => void source.refetch()}>{source.error.message}</ErrorState>
        )}
        {source.isPending && <SkeletonRows rows={6} label="Loading the source" />}
        {source.data &&
          (draft === null ? (
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              aria-label="Playbook in force as YAML"
              className="ring-inside mt-2 max-h-[60vh] overflow-auto rounded-lg border border-line bg-sunken p-4 font-mono text-sm"
            >
              {source.data.source}
            </pre>
          ) : (
            <CheckSource
              start={draft}
              mayPublish={may(session, 'playbook.manage')}
              onClose={() => setDraft(null)}
            />
          ))}
      </Section>
    </TabBody>
  )
}

function VersionTable({ shown }: { shown: number }) {
  const [, setUrl] = useUrlState()
  const { data, error, refetch } = useQuery(read('playbook.versions', {}))
  return (
    <Section title="Versions">
      {error && !data && <ErrorState onRetry={() => void refetch()}>{error.message}</ErrorState>}
      {!data && !error && <SkeletonRows rows={2} label="Loading the versions" />}
      {data && (
        <Table label="Versions of the playbook">
          <TableHead>
            <TableHeader className="pl-0">Version</TableHeader>
            <TableHeader>Title</TableHeader>
            <TableHeader>In force from</TableHeader>
            <TableHeader className="phone:hidden">By</TableHeader>
            <TableHeader>
              <span className="sr-only">Show</span>
            </TableHeader>
          </TableHead>
          <TableBody>
            {data.items.map((version) => (
              <TableRow key={version.id} aria-current={version.number === shown || undefined}>
                <TableCell className="num pl-0 font-medium">
                  {version.number}{' '}
                  {version.status === 'effective' && (
                    <Tag tone="ok" className="ml-1 align-middle">
                      In force
                    </Tag>
                  )}
                </TableCell>
                <TableCell>{version.title}</TableCell>
                <TableCell>
                  <RelativeTime at={version.effectiveFrom} className="text-muted" />
                </TableCell>
                <TableCell className="phone:hidden">
                  <PersonChip person={version.createdBy} nobody="Throughline" />
                </TableCell>
                <TableCell align="end">
                  {version.number === shown ? (
                    <span className="text-muted">Shown</span>
                  ) : (
                    <Button
                      size="sm"
                      variant="ghost"
                      onClick={() =>
                        setUrl({
                          version: version.status === 'effective' ? undefined : String(version.number),
                          part: undefined,
                        })
                      }
                    >
                      Read
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Section>
  )
}

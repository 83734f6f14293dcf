import { useQuery } from '@tanstack/react-query'
import type { MemberRow } from '../../../contract/people.ts'
import { ApiError, api } from '../../api.ts'
import { RecordConflictPanel } from '../../components/forms/RecordConflictPanel.tsx'
import { SaveBar } from '../../components/forms/SaveBar.tsx'
import { useRecordForm } from '../../components/forms/use-record-form.ts'
import { intentKey } from '../../components/intent-key.ts'
import { read } from '../../queries.ts'
import { may, useSignedIn } from '../../session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { toast } from '../../ui/toast-store.ts'
import { AwayPanel } from './AwayPanel.tsx'
import { keepMember } from './keep-member.ts'
import { LoadBar } from './LoadBar.tsx'
import { MemberActions } from './MemberActions.tsx'
import { MemberFacts } from './MemberFacts.tsx'
import { MemberFields } from './MemberFields.tsx'
import { checkMember, type MemberValues, memberInput, memberShow, memberValues } from './member-values.ts'
import { statusLooks } from './member-words.ts'

/** One person beside the list: who they are, when they are away, and everything routing needs to know. */
export function MemberSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const shown = useQuery(read('member.show', { id }))
  const gone = shown.error instanceof ApiError && [400, 404].includes(shown.error.status)
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={shown.data?.name ?? 'Person'}>
      {shown.data ? (
        <Member key={id} member={shown.data} />
      ) : gone ? (
        <EmptyState small title="There is no such person">
          They may have been removed, or the address is mistyped.
        </EmptyState>
      ) : shown.error ? (
        <ErrorState onRetry={() => void shown.refetch()}>{shown.error.message}</ErrorState>
      ) : (
        <SkeletonRows rows={8} />
      )}
    </Sheet>
  )
}

function Member({ member }: { member: MemberRow }) {
  const session = useSignedIn()
  const canManage = may(session, 'people.manage')
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center gap-3">
        <Avatar name={member.name} size="lg" />
        <div className="min-w-0 flex-1">
          <StatusDot {...statusLooks[member.status]} />
          {member.roles.includes('csm') && (
            <div className="mt-1 max-w-72">
              <LoadBar wide member={member} />
            </div>
          )}
        </div>
        {canManage && <MemberActions member={member} />}
      </div>
      <AwayPanel member={member} />
      {canManage ? <EditMember member={member} /> : <MemberFacts member={member} />}
    </div>
  )
}

function EditMember({ member }: { member: MemberRow }) {
  const form = useRecordForm<MemberRow, MemberValues>({
    record: member,
    valuesOf: memberValues,
    check: checkMember,
    save: (changed, version) =>
      api(
        'member.update',
        { id: member.id, version, ...memberInput(changed) },
        { idempotencyKey: intentKey() },
      ),
    onSaved: (saved) => {
      keepMember(saved)
      toast({ title: `${saved.name} is saved`, tone: 'ok' })
    },
  })
  return (
    <form
      ref={form.ref}
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <RecordConflictPanel<MemberValues> form={form} show={memberShow} />
      <MemberFields form={form} />
      <SaveBar look="sheet" form={form} />
    </form>
  )
}

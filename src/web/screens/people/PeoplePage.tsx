import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { oneOf, useUrlState } from '../../components/use-url-state.ts'
import { may, useSignedIn } from '../../session.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { LoadTab } from './LoadTab.tsx'
import { MembersTab } from './MembersTab.tsx'
import { TeamsTab } from './TeamsTab.tsx'

const InviteDialog = lazyPart(async () => (await import('./InviteDialog.tsx')).InviteDialog, {
  close: ({ onClose }) => onClose(),
})
const InviteManyDialog = lazyPart(async () => (await import('./InviteManyDialog.tsx')).InviteManyDialog, {
  close: ({ onClose }) => onClose(),
})
const MemberSheet = lazyPart(async () => (await import('./MemberSheet.tsx')).MemberSheet, {
  close: ({ onClose }) => onClose(),
})
const TeamDialog = lazyPart(async () => (await import('./TeamDialog.tsx')).TeamDialog, {
  close: ({ onClose }) => onClose(),
})

const tabs = ['members', 'load', 'teams'] as const
type Tab = (typeof tabs)[number]
type Opened = 'invite' | 'many' | 'team' | null

/** Who works here, in which teams, for what, and with how full hands. */
export function PeoplePage() {
  const session = useSignedIn()
  const [url, setUrl] = useUrlState()
  const [opened, setOpened] = useState<Opened>(null)
  const tab: Tab = oneOf(tabs, url['tab']) ?? 'members'
  const canManage = may(session, 'people.manage')
  const close = (): void => setOpened(null)
  const open = (id: string | undefined): void => setUrl({ member: id })
  return (
    <Page
      width="full"
      header={<PageHeader title="People" actions={canManage && <Actions tab={tab} onOpen={setOpened} />} />}
    >
      <div className="flex h-full min-h-0 flex-col [&>div]:h-full">
        <Tabs<Tab>
          label="Parts of People"
          value={tab}
          onChange={(next) => setUrl({ tab: next === 'members' ? undefined : next })}
          tabs={[
            {
              value: 'members',
              label: 'Members',
              content: (
                <MembersTab onOpen={open} onInvite={() => setOpened('invite')} canManage={canManage} />
              ),
            },
            { value: 'load', label: 'Load', content: <LoadTab onOpen={open} /> },
            {
              value: 'teams',
              label: 'Teams',
              content: <TeamsTab canManage={canManage} onCreate={() => setOpened('team')} />,
            },
          ]}
        />
      </div>
      {url['member'] && (
        <MemberSheet key={url['member']} id={url['member']} onClose={() => open(undefined)} />
      )}
      {opened === 'invite' && <InviteDialog onClose={close} onOpenMember={open} />}
      {opened === 'many' && <InviteManyDialog onClose={close} />}
      {opened === 'team' && <TeamDialog onClose={close} />}
    </Page>
  )
}

function Actions({ tab, onOpen }: { tab: Tab; onOpen: (opened: Opened) => void }) {
  const phone = usePhone()
  if (tab === 'teams') {
    return (
      <Button size="sm" variant="primary" icon={Plus} onClick={() => onOpen('team')}>
        New team
      </Button>
    )
  }
  return (
    <>
      {phone ? (
        <IconButton
          size="sm"
          variant="secondary"
          icon={Users}
          label="Invite many"
          onClick={() => onOpen('many')}
        />
      ) : (
        <Button size="sm" icon={Users} onClick={() => onOpen('many')}>
          Invite many
        </Button>
      )}
      <Button size="sm" variant="primary" icon={Plus} onClick={() => onOpen('invite')}>
        Invite
      </Button>
    </>
  )
}

import {
  ArrowRight,
  Bell,
  Check,
  CircleAlert,
  CirclePause,
  FolderInput,
  Handshake,
  MessageCircleQuestion,
  Scale,
  Siren,
  Undo2,
  UserRoundCheck,
} from 'lucide-react'
import type { NotificationEvent } from '../../../contract/messages.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Icon } from '../../ui/icon.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { type Tone, toneIcon } from '../../ui/tone.ts'
import type { Notice } from './by-day.ts'

const looks: Readonly<Record<NotificationEvent, { icon: Icon; tone: Tone }>> = {
  csm_named: { icon: UserRoundCheck, tone: 'accent' },
  handoff_opened: { icon: Handshake, tone: 'accent' },
  handoff_submitted: { icon: ArrowRight, tone: 'accent' },
  handoff_accepted: { icon: Check, tone: 'ok' },
  handoff_returned: { icon: Undo2, tone: 'danger' },
  question_asked: { icon: MessageCircleQuestion, tone: 'warn' },
  question_answered: { icon: MessageCircleQuestion, tone: 'ok' },
  step_reminder: { icon: Bell, tone: 'neutral' },
  step_due: { icon: CircleAlert, tone: 'warn' },
  escalation: { icon: Siren, tone: 'danger' },
  closed_dirty: { icon: CircleAlert, tone: 'warn' },
  capacity_reached: { icon: Scale, tone: 'warn' },
  contribution_answered: { icon: MessageCircleQuestion, tone: 'ok' },
  import_finished: { icon: FolderInput, tone: 'neutral' },
  hold_asked: { icon: CirclePause, tone: 'warn' },
}

const other = { icon: Bell, tone: 'neutral' } as const

function lookOf(event: string): { icon: Icon; tone: Tone } {
  return Object.entries(looks).find(([name]) => name === event)?.[1] ?? other
}

/** The message's lines as one: its sentences as they are, its facts with a dot between. */
function lineOf(body: string): string {
  return body
    .split('\n')
    .reduce((line, next) => (/[.?!:]$/.test(line) ? `${line} ${next}` : `${line} · ${next}`))
}

type NotificationRowProps = {
  notice: Notice
  onOpen: (notice: Notice) => void
  onRead: (id: string) => void
}

export function NotificationRow({ notice, onOpen, onRead }: NotificationRowProps) {
  const { icon: Glyph, tone } = lookOf(notice.event)
  const fresh = notice.readAt === null
  return (
    <li className="relative isolate flex items-start gap-3 border-b border-line py-2.5 last:border-0 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-md hover:before:bg-hover">
      <Glyph aria-hidden className={`mt-0.5 size-4 shrink-0 ${toneIcon[tone]}`} />
      <div className="min-w-0 flex-1">
        <AppLink
          as="plain"
          to={notice.path}
          data-notice=""
          className={`break-words after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:-inset-x-2 focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus ${fresh ? 'font-medium' : 'text-muted'}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.button !== 0) return
            event.preventDefault()
            onOpen(notice)
          }}
        >
          {fresh && <span className="sr-only">Unread: </span>}
          {notice.title}
        </AppLink>
        {notice.body !== '' && <p className="line-clamp-2 break-words text-muted">{lineOf(notice.body)}</p>}
        <RelativeTime at={notice.createdAt} className="text-sm text-faint sm:hidden" focusable={false} />
      </div>
      <div className="relative z-1 flex shrink-0 items-center gap-2">
        <RelativeTime at={notice.createdAt} className="text-sm text-faint phone:hidden" focusable={false} />
        {fresh ? (
          <IconButton
            size="sm"
            icon={Check}
            data-read=""
            label={`Mark as read: ${notice.title}`}
            className="-my-1"
            onClick={() => onRead(notice.id)}
          />
        ) : (
          <span aria-hidden className="w-7" />
        )}
      </div>
      {fresh && (
        <span
          aria-hidden
          className="absolute top-4 -left-1 size-1.5 -translate-x-full rounded-full bg-accent"
        />
      )}
    </li>
  )
}

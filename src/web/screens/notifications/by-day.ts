import type { Output } from '../../../contract/operations.ts'
import { formatWeekday } from '../../components/weekday.ts'
import { dayIn, type Locale } from '../../format.ts'

export type Notice = Output<'notification.list'>['items'][number]
export type NoticeDay = { id: string; title: string; notices: Notice[] }

/** Notifications under the day they came, in the reader's zone. */
export function byDay(notices: readonly Notice[], { at, now }: { at: Locale; now: number }): NoticeDay[] {
  const today = dayIn(at.zone, now)
  const yesterday = dayIn(at.zone, now - 86_400_000)
  return [...Map.groupBy(notices, ({ createdAt }) => dayIn(at.zone, createdAt))].map(([id, list]) => ({
    id,
    title:
      id === today
        ? 'Today'
        : id === yesterday
          ? 'Yesterday'
          : formatWeekday(at, Date.parse(list[0]?.createdAt ?? '')),
    notices: list,
  }))
}

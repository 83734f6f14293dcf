import { useRouter } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { paths } from '../paths.ts'
import { IconButton } from '../ui/IconButton.tsx'

/** The way to one's notifications, saying how many are unread. */
export function NotificationBell({ unread }: { unread: number }) {
  const router = useRouter()
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`
  return (
    <IconButton
      icon={Bell}
      label={label}
      marked={unread > 0}
      onClick={() => void router.navigate({ href: paths.notifications })}
    />
  )
}

import { useRouter } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { paths } from '../paths.ts'
import { IconButton } from '../ui/IconButton.tsx'

/** The way to one's notifications, saying how many are unread. */
export function NotificationBell({ unread }: { unread: number }) {
  const router = useRouter()
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`
  return (
    <span className="relative inline-flex">
      <IconButton
        icon={Bell}
        label={label}
        onClick={() => void router.navigate({ href: paths.notifications })}
      />
      {unread > 0 && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 right-0.5 size-2 rounded-full bg-accent"
        />
      )}
    </span>
  )
}

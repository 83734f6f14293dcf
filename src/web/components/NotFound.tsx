import { Compass } from 'lucide-react'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { AppLink } from './AppLink.tsx'

/** An address that leads nowhere, or to something the reader may not see: the two look the same on purpose. */
export function NotFound() {
  return (
    <EmptyState
      icon={Compass}
      title="There is nothing here"
      actions={<AppLink to={paths.today}>Go to Today</AppLink>}
    >
      The address may be mistyped, or you may not see what is there.
    </EmptyState>
  )
}

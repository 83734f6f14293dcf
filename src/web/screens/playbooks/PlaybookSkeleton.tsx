import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeleton, SkeletonRows } from '../../ui/Skeleton.tsx'

/** The playbook on its way: tiers beside each other, then rows. */
export function PlaybookSkeleton() {
  return (
    <Page header={<PageHeader title="Playbook" />}>
      <div aria-hidden className="grid grid-cols-2 gap-6 lg:grid-cols-4">
        {[0, 1, 2, 3].map((tier) => (
          <div key={tier} className="flex flex-col gap-3 rounded-lg border border-line p-4">
            <Skeleton className="h-4 w-20" />
            <Skeleton />
            <Skeleton className="w-4/5" />
            <Skeleton className="mt-3 h-1.5" />
          </div>
        ))}
      </div>
      <SkeletonRows rows={10} label="Loading the playbook" />
    </Page>
  )
}

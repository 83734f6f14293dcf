import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { Output } from '../../../contract/operations.ts'
import { AppLink } from '../../components/AppLink.tsx'
import type { Icon } from '../../ui/icon.ts'

type Figure = Output<'handoff.today'>['figures'][number]

const looks: Readonly<Record<Figure['tone'], { text: string; icon: Icon | null }>> = {
  plain: { text: 'text-ink', icon: null },
  good: { text: 'text-ok-ink', icon: CircleCheck },
  warn: { text: 'text-warn-ink', icon: TriangleAlert },
  bad: { text: 'text-danger-ink', icon: CircleAlert },
}

/** A few numbers on one line; those that lead somewhere are links. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))] gap-x-4 gap-y-4 border-b border-line pb-5 sm:flex sm:gap-x-0 sm:divide-x sm:divide-line">
      {figures.map((figure) => (
        <div key={figure.id} className="group relative min-w-0 sm:px-6 sm:first:pl-0">
          <dt className="truncate text-sm text-muted">
            {figure.path === null ? (
              figure.label
            ) : (
              <AppLink
                as="plain"
                to={figure.path}
                className="after:absolute after:inset-0 after:rounded-md group-hover:text-ink group-hover:underline"
              >
                {figure.label}
              </AppLink>
            )}
          </dt>
          <dd>
            <FigureValue figure={figure} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function FigureValue({ figure }: { figure: Figure }) {
  const { text, icon: Glyph } = looks[figure.tone]
  return (
    <span className={`num flex items-center gap-1.5 text-xl font-semibold tracking-tight ${text}`}>
      {figure.value}
      {Glyph && <Glyph aria-hidden className="size-4" />}
    </span>
  )
}

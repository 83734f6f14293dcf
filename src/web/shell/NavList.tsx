import { classNames } from '../ui/class-names.ts'
import { Kbd } from '../ui/Kbd.tsx'
import type { NavItem, RenderLink } from './nav.ts'

const link =
  'group/nav flex min-h-7 items-center gap-2.5 rounded-md px-2 text-muted transition-colors hover:bg-active hover:text-ink aria-[current=page]:bg-active aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:min-h-11'

export function NavCount({ count }: { count: number }) {
  return (
    <span className="num text-sm font-normal text-muted">
      {count > 999 ? '999+' : count}
      <span className="sr-only"> waiting</span>
    </span>
  )
}

/** The links of the sidebar and of the phone's sheet. */
export function NavList({
  items,
  renderLink,
  onFollow,
}: {
  items: readonly NavItem[]
  renderLink: RenderLink
  onFollow?: () => void
}) {
  const sections = [...Map.groupBy(items, (item) => item.section ?? '')]
  return (
    <div className="flex flex-col gap-4">
      {sections.map(([section, own]) => (
        <div key={section}>
          {section !== '' && <h2 className="mb-0.5 px-2 text-sm text-faint">{section}</h2>}
          <ul className="flex flex-col gap-px">
            {own.map(({ to, label, icon: Glyph, count, shortcut }) => (
              <li key={to}>
                {renderLink({
                  to,
                  className: link,
                  onClick: onFollow,
                  children: (
                    <>
                      <Glyph aria-hidden className="size-4 shrink-0" />
                      <span className="min-w-0 flex-1 truncate">{label}</span>
                      {shortcut && (
                        <span
                          aria-hidden
                          className={classNames(
                            'hidden text-faint group-hover/nav:block pointer-coarse:hidden',
                          )}
                        >
                          <Kbd keys={shortcut} />
                        </span>
                      )}
                      {count !== undefined && count > 0 && <NavCount count={count} />}
                    </>
                  ),
                })}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  )
}

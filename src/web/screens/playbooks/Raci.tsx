import { classNames } from '../../ui/class-names.ts'
import { Section } from '../../ui/Section.tsx'
import { type Document, roleSource } from './playbook-words.ts'
import { raciLetters, raciMeanings, raciWords } from './raci-words.ts'
import { TabBody } from './TabBody.tsx'

const looks = {
  R: 'bg-accent text-on-accent border-accent',
  A: 'bg-accent-soft text-accent-ink border-accent-line',
  C: 'bg-canvas text-ink border-line-strong',
  I: 'bg-canvas text-muted border-line border-dashed',
} as const

/** Who is responsible, accountable, consulted and informed, step by step. */
export function Raci({ document }: { document: Document }) {
  const rows = document.steps.filter((step) => document.raci[step.id])
  const used = new Set(rows.flatMap((step) => Object.keys(document.raci[step.id] ?? {})))
  const roles = document.roles.filter((role) => used.has(role.id))
  return (
    <TabBody>
      <Section title="Who takes part in each step">
        <p className="flex flex-wrap gap-x-5 gap-y-1 py-2 text-sm text-muted">
          {Object.entries(raciMeanings).map(([letter, meaning]) => (
            <span key={letter} className="flex items-center gap-1.5">
              <Letters letters={letter} silent /> {meaning}
            </span>
          ))}
        </p>
        <section
          aria-label="Who takes part, by step and role"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="ring-inside overflow-x-auto"
        >
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-b border-line text-sm text-faint">
                <th scope="col" className="sticky left-0 z-1 bg-canvas py-2 pr-3 font-medium">
                  Step
                </th>
                {roles.map((role) => (
                  <th
                    key={role.id}
                    scope="col"
                    className="min-w-20 px-2 py-2 text-center align-bottom font-medium text-balance"
                  >
                    {role.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map((step) => (
                <tr key={step.id} className="group hover:bg-hover">
                  <th
                    scope="row"
                    className="sticky left-0 z-1 min-w-44 bg-canvas py-1.5 pr-3 text-left font-medium group-hover:bg-hover"
                  >
                    {step.title}
                  </th>
                  {roles.map((role) => (
                    <td key={role.id} className="px-2 text-center">
                      <Letters letters={document.raci[step.id]?.[role.id] ?? ''} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Section>
      <Section
        title="How the people are found"
        description="The stand-in takes the part where nobody is found; after that RevOps, and last an admin."
      >
        <dl className="grid gap-x-10 sm:grid-cols-2">
          {document.roles.map((role) => (
            <div key={role.id} className="border-b border-line py-2">
              <dt className="font-medium">{role.title}</dt>
              <dd className="text-muted">
                {roleSource(document, role)}
                {role.otherwise && (
                  <>
                    {' '}
                    · otherwise{' '}
                    {document.roles.find((other) => other.id === role.otherwise)?.title ?? role.otherwise}
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </TabBody>
  )
}

function Letters({ letters, silent }: { letters: string; silent?: boolean }) {
  const list = raciLetters(letters)
  if (list.length === 0) return null
  return (
    <span className="inline-flex gap-0.5">
      {list.map((letter) => (
        <span
          key={letter}
          aria-hidden
          className={classNames(
            'inline-flex size-5 items-center justify-center rounded-sm border text-xs font-semibold',
            looks[letter],
          )}
        >
          {letter}
        </span>
      ))}
      {!silent && <span className="sr-only">{raciWords(letters)}</span>}
    </span>
  )
}

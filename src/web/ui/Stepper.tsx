import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'

export type WizardStep = { id: string; label: string; done?: boolean }

export type StepperProps = {
  label: string
  steps: readonly WizardStep[]
  current: string
  /** Lets one go back to what is done. */
  onGo?: (id: string) => void
}

function Mark({ number, done, now }: { number: number; done: boolean; now: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'num flex size-5 shrink-0 items-center justify-center rounded-full border text-xs font-medium',
        done
          ? 'border-accent bg-accent text-on-accent'
          : now
            ? 'border-accent text-accent-ink'
            : 'border-control text-muted',
      )}
    >
      {done ? <Check className="size-3" strokeWidth={3} /> : number}
    </span>
  )
}

/** Where one is in a wizard. On a phone only the present step has its name. */
export function Stepper({ label, steps, current, onGo }: StepperProps) {
  return (
    <nav aria-label={label}>
      <ol className="flex items-center">
        {steps.map((step, index) => {
          const now = step.id === current
          const done = Boolean(step.done) && !now
          const content = (
            <>
              <Mark number={index + 1} done={done} now={now} />
              <span
                className={classNames(
                  'whitespace-nowrap',
                  now ? 'font-medium text-ink' : 'text-muted phone:sr-only',
                )}
              >
                {step.label}
              </span>
              {done && <span className="sr-only">, done</span>}
            </>
          )
          const box = 'flex min-h-8 items-center gap-2 rounded-md px-1.5'
          return (
            <li key={step.id} aria-current={now ? 'step' : undefined} className="flex items-center">
              {index > 0 && <span aria-hidden className="mx-1 h-px w-6 bg-line-strong phone:w-3" />}
              {onGo && done ? (
                <button
                  type="button"
                  className={classNames(box, 'hover:bg-hover')}
                  onClick={() => onGo(step.id)}
                >
                  {content}
                </button>
              ) : (
                <span className={box}>{content}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

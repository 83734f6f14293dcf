import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'

type CaptureFootProps = {
  isFirst: boolean
  isLast: boolean
  /** Nothing was written yet: going on is skipping. */
  isEmpty: boolean
  onBack: () => void
  onNext: () => void
  onSkip: () => void
}

/** Where the thumb is: back, and on. */
export function CaptureFoot({ isFirst, isLast, isEmpty, onBack, onNext, onSkip }: CaptureFootProps) {
  return (
    <footer className="shrink-0 border-t border-line bg-canvas">
      <div className="mx-auto flex w-full max-w-2xl items-center gap-2 px-4 py-2.5 sm:px-6">
        <IconButton
          icon={ArrowLeft}
          size="lg"
          variant="secondary"
          label="Previous question"
          shortcut="mod+backspace"
          disabledReason={isFirst ? 'This is the first one' : null}
          onClick={onBack}
        />
        <span className="flex-1 phone:hidden" />
        {isEmpty ? (
          <Button size="lg" className="min-w-36 phone:flex-1" shortcut="mod+enter" onClick={onSkip}>
            Skip for now
          </Button>
        ) : (
          <Button
            size="lg"
            variant="primary"
            className="min-w-36 phone:flex-1"
            shortcut="mod+enter"
            onClick={onNext}
          >
            {isLast ? 'Finish' : 'Next'}
            <ArrowRight aria-hidden className="size-4" />
          </Button>
        )}
      </div>
    </footer>
  )
}

import type { Imported } from './import-words.ts'
import type { PlanDraft } from './use-plan-draft.ts'

/** What every step of the wizard is given. */
export type WizardView = {
  imported: Imported
  draft: PlanDraft
  go: (step: 'upload' | 'columns' | 'preview' | 'run' | 'result') => void
}

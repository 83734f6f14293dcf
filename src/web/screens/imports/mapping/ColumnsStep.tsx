import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { profilesOf } from '../file-profile.ts'
import type { Plan } from '../import-words.ts'
import type { WizardView } from '../wizard-view.ts'
import { fileOf, withFile } from './edit-mapping.ts'
import { FileColumns } from './FileColumns.tsx'
import { MappingMenu } from './MappingMenu.tsx'
import { MappingText } from './MappingText.tsx'
import { ProblemRows } from './ProblemRows.tsx'
import { WholeMapping } from './WholeMapping.tsx'
import { WordTables } from './WordTables.tsx'

/** What each file holds, what each column means, and what the words in them mean. */
export function ColumnsStep({ imported, draft, go, plan }: WizardView & { plan: Plan }) {
  const { mapping } = draft
  if (mapping === null) return null
  const profiles = profilesOf(plan)
  const change = (next: ImportMapping) => draft.change({ mapping: next })
  const errors = plan.problems.filter((problem) => problem.severity === 'error')
  const general = plan.problems.filter((problem) => problem.file === null || problem.column === null)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-pretty text-muted">
          This is what the names and values of the columns suggest. Change what is wrong; every change is
          checked at once, and nothing is written before you run it.
        </p>
        <MappingMenu mapping={mapping} onUse={(next) => draft.change({ mapping: next }, 'now')} />
      </div>
      {general.length > 0 && (
        <ProblemRows
          problems={general}
          onTake={(next) => draft.change({ mapping: next }, 'now')}
          mapping={mapping}
        />
      )}
      {profiles.map((profile) => (
        <FileColumns
          key={profile.file}
          profile={profile}
          file={fileOf(mapping, profile.file)}
          mapping={mapping}
          problems={plan.problems.filter((problem) => problem.file === profile.file)}
          onChange={(edit) => change(withFile(mapping, profile.file, edit))}
          onTake={(next) => draft.change({ mapping: next }, 'now')}
        />
      ))}
      <WordTables mapping={mapping} profiles={profiles} onChange={change} />
      <WholeMapping mapping={mapping} onChange={change} />
      <MappingText mapping={mapping} onChange={(next) => draft.change({ mapping: next }, 'now')} />
      <footer className="flex flex-wrap items-center justify-end gap-3">
        {errors.length > 0 && (
          <Banner
            tone="danger"
            title={`${errors.length === 1 ? 'One thing is' : `${errors.length} things are`} still wrong.`}
          >
            The preview shows what would happen all the same.
          </Banner>
        )}
        <Button onClick={() => go('upload')}>Back</Button>
        <Button
          variant="primary"
          busy={draft.state.kind === 'saving'}
          disabledReason={imported.plan ? null : 'The files are still being read'}
          onClick={() => go('preview')}
        >
          Preview
        </Button>
      </footer>
    </>
  )
}

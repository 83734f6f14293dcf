import type { Verbs } from '../verbs.ts'
import { cancelImport } from './cancel-import.ts'
import { createImport } from './create-import.ts'
import { listImports } from './list-imports.ts'
import { listProblems } from './list-problems.ts'
import { listMappings, saveMapping } from './mappings.ts'
import { planImport } from './plan-import.ts'
import { showImport } from './show-import.ts'
import { startImport } from './start-import.ts'

export const importVerbs = {
  'import.list': listImports,
  'import.create': createImport,
  'import.show': showImport,
  'import.plan': planImport,
  'import.start': startImport,
  'import.cancel': cancelImport,
  'import.problems': listProblems,
  'import_mapping.list': listMappings,
  'import_mapping.save': saveMapping,
} satisfies Verbs

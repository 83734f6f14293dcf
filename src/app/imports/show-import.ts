import type { Verb } from '../verbs.ts'
import { findImport, importView } from './import-row.ts'
import { problemsByFile } from './list-problems.ts'
import { asPlan } from './plan/plan-document.ts'

export const showImport: Verb<'import.show'> = (ctx, { id }) =>
  ctx.readOnly(async (tx) => {
    const row = await findImport(tx, id)
    const setAsideByFile = row.status === 'running' ? [] : await problemsByFile(tx, id)
    return { ...(await importView(tx, row)), plan: asPlan(row.plan), setAsideByFile }
  })

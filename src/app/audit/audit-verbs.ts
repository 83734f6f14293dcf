import type { Verbs } from '../verbs.ts'
import { listAudit } from './list-audit.ts'
import { verifyAudit } from './verify-audit.ts'

export const auditVerbs = { 'audit.list': listAudit, 'audit.verify': verifyAudit } satisfies Verbs

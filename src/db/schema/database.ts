// Generated from the migrated database by scripts/generate-db-types.ts; do not edit.
import type { AccountTable } from './account.ts'
import type { AnswerTable } from './answer.ts'
import type { ApiKeyTable } from './api-key.ts'
import type { AuditTable } from './audit.ts'
import type { AuditHeadTable } from './audit-head.ts'
import type { AuditPayloadTable } from './audit-payload.ts'
import type { AuditSealTable } from './audit-seal.ts'
import type { CalendarTable } from './calendar.ts'
import type { ChangeTable } from './change.ts'
import type { ConnectionTable } from './connection.ts'
import type { ConnectionRefusalTable } from './connection-refusal.ts'
import type { ContactTable } from './contact.ts'
import type { ContributionLinkTable } from './contribution-link.ts'
import type { CredentialTable } from './credential.ts'
import type { CurrencyRateTable } from './currency-rate.ts'
import type { DealTable } from './deal.ts'
import type { DealContactTable } from './deal-contact.ts'
import type { EscalationTable } from './escalation.ts'
import type { HandoffTable } from './handoff.ts'
import type { IdempotencyKeyTable } from './idempotency-key.ts'
import type { ImportTable } from './import.ts'
import type { ImportChunkTable } from './import-chunk.ts'
import type { ImportFileTable } from './import-file.ts'
import type { ImportMappingTable } from './import-mapping.ts'
import type { ImportProblemTable } from './import-problem.ts'
import type { InboxTable } from './inbox.ts'
import type { LoadDeltaTable } from './load-delta.ts'
import type { MailTable } from './mail.ts'
import type { MemberTable } from './member.ts'
import type { MemberLoadTable } from './member-load.ts'
import type { NotificationTable } from './notification.ts'
import type { NotificationChoiceTable } from './notification-choice.ts'
import type { OutboxTable } from './outbox.ts'
import type { PlaybookVersionTable } from './playbook-version.ts'
import type { ProductTable } from './product.ts'
import type { QuestionTable } from './question.ts'
import type { SearchDocumentTable } from './search-document.ts'
import type { SessionTable } from './session.ts'
import type { SignInAttemptTable } from './sign-in-attempt.ts'
import type { SignInLinkTable } from './sign-in-link.ts'
import type { StageTable } from './stage.ts'
import type { StepTable } from './step.ts'
import type { TeamTable } from './team.ts'
import type { TimerTable } from './timer.ts'
import type { VerdictTable } from './verdict.ts'
import type { WorkspaceTable } from './workspace.ts'

export type Database = {
  account: AccountTable
  answer: AnswerTable
  api_key: ApiKeyTable
  audit: AuditTable
  audit_head: AuditHeadTable
  audit_payload: AuditPayloadTable
  audit_seal: AuditSealTable
  calendar: CalendarTable
  change: ChangeTable
  connection: ConnectionTable
  connection_refusal: ConnectionRefusalTable
  contact: ContactTable
  contribution_link: ContributionLinkTable
  credential: CredentialTable
  currency_rate: CurrencyRateTable
  deal: DealTable
  deal_contact: DealContactTable
  escalation: EscalationTable
  handoff: HandoffTable
  idempotency_key: IdempotencyKeyTable
  import: ImportTable
  import_chunk: ImportChunkTable
  import_file: ImportFileTable
  import_mapping: ImportMappingTable
  import_problem: ImportProblemTable
  inbox: InboxTable
  load_delta: LoadDeltaTable
  mail: MailTable
  member: MemberTable
  member_load: MemberLoadTable
  notification: NotificationTable
  notification_choice: NotificationChoiceTable
  outbox: OutboxTable
  playbook_version: PlaybookVersionTable
  product: ProductTable
  question: QuestionTable
  search_document: SearchDocumentTable
  session: SessionTable
  sign_in_attempt: SignInAttemptTable
  sign_in_link: SignInLinkTable
  stage: StageTable
  step: StepTable
  team: TeamTable
  timer: TimerTable
  verdict: VerdictTable
  workspace: WorkspaceTable
}

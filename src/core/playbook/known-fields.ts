import { dealTypes } from '../deal/deal.ts'
import { stageKinds } from './playbook.ts'

/** What kind of value a condition field holds; `values` where only some words can occur. */
export type FieldKind = {
  type: 'text' | 'number' | 'yes_no' | 'text_list'
  values?: readonly string[]
  /** What the field means, for the person writing the playbook. */
  meaning: string
}

/**
 * Every field a condition may name, apart from `deal.fields.<name>` (any further field of the CRM)
 * and `answer.<requirement id>`, `answer.<id>.count`, `answer.<id>.state`. What a handoff went through
 * (`handoff.…`) is for steps alone, and is looked at when their clock starts.
 */
export const knownFields = {
  'deal.annual_value': { type: 'number', meaning: 'annual value in whole units of the workspace currency' },
  'deal.stage_kind': { type: 'text', values: stageKinds, meaning: 'how far the deal has come' },
  'deal.type': { type: 'text', values: dealTypes, meaning: 'new business, expansion or renewal' },
  'deal.pipeline': { type: 'text', meaning: 'id of the pipeline in the CRM' },
  'deal.probability': { type: 'number', meaning: 'probability of closing in percent, 0 to 100' },
  'deal.products': { type: 'text_list', meaning: 'names of the products on the deal' },
  'deal.complexity': {
    type: 'text',
    values: ['high', 'normal'],
    meaning: 'set by hand, else by the rule complexity_high',
  },
  'deal.signed': { type: 'yes_no', meaning: 'whether the contract is signed' },
  'deal.won': { type: 'yes_no', meaning: 'whether the CRM counts the deal as won' },
  'deal.owner': { type: 'text', meaning: 'member id of the deal owner' },
  'account.name': { type: 'text', meaning: 'name of the account' },
  'account.industry': { type: 'text', meaning: 'industry of the account' },
  'account.employees': { type: 'number', meaning: 'number of employees of the account' },
  'account.country': { type: 'text', meaning: 'country of the account' },
  'account.territory': { type: 'text', meaning: 'sales territory of the account' },
  'account.language': { type: 'text', meaning: 'language of the account' },
  'handoff.returned': { type: 'yes_no', meaning: 'whether the handoff was returned to Sales' },
  'handoff.flagged': { type: 'yes_no', meaning: 'whether a verdict named gaps' },
  'handoff.late': { type: 'yes_no', meaning: 'whether one of its steps was late' },
  'handoff.sample': {
    type: 'number',
    meaning: 'a number from 0 to 99 that a handoff keeps, for steps that only some shall have',
  },
  'account.has_handoff': { type: 'yes_no', meaning: 'whether another deal of the account has a handoff' },
} as const satisfies Record<string, FieldKind>

export type KnownField = keyof typeof knownFields

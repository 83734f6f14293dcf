import { type GateRule, isClosing } from '../gate-rule.ts'

/** A deal that belongs to no account. Early on that is only worth knowing; nobody can be handed off to without one. */
export const accountMissing: GateRule = {
  id: 'account_missing',
  title: 'The deal has an account',
  check: ({ account, toStage }) =>
    account !== null
      ? []
      : [
          {
            ruleId: 'account_missing',
            requirementId: null,
            sentence:
              'Account: the deal belongs to no account yet, so Customer Success would not know whom to serve.',
            severity: isClosing(toStage) ? 'blocks' : 'warns',
          },
        ],
}

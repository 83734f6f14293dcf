import { type GateRule, isClosing } from '../gate-rule.ts'

/** A deal nobody owns. Early on that is only worth knowing; a won deal needs somebody to hand it off. */
export const ownerMissing: GateRule = {
  id: 'owner_missing',
  title: 'Somebody owns the deal',
  check: ({ deal, toStage }) =>
    deal.ownerId !== null
      ? []
      : [
          {
            ruleId: 'owner_missing',
            requirementId: null,
            sentence: 'Owner: nobody owns this deal, so there is nobody to ask about it.',
            severity: isClosing(toStage) ? 'blocks' : 'warns',
          },
        ],
}

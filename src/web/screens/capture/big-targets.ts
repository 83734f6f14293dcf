/**
 * The same fields as everywhere, with room for a thumb: whole rows to press instead of small rings, taller fields.
 * Written from outside, because only here a question has the whole screen to itself.
 */
export const bigTargets = [
  // radio rows become cards
  '[&_fieldset>div.flex-col>label]:min-h-11 [&_fieldset>div.flex-col>label]:items-center [&_fieldset>div.flex-col>label]:gap-3',
  '[&_fieldset>div.flex-col>label]:rounded-lg [&_fieldset>div.flex-col>label]:border [&_fieldset>div.flex-col>label]:border-line-strong',
  '[&_fieldset>div.flex-col>label]:px-3 [&_fieldset>div.flex-col>label]:py-2 [&_fieldset>div.flex-col>label]:text-md',
  '[&_fieldset>div.flex-col>label:hover]:bg-hover [&_fieldset>div.flex-col>label:has(:checked)]:border-accent [&_fieldset>div.flex-col>label:has(:checked)]:bg-accent-soft',
  // yes and no fill the line
  '[&_fieldset>div.inline-flex]:flex [&_fieldset>div.inline-flex>label]:h-11 [&_fieldset>div.inline-flex>label]:text-md',
  // one-line fields
  '[&_input[type=date]]:h-11 [&_.h-8:has(>input)]:h-11 [&_.h-8:has(>input)]:text-md',
  '[&_[role=combobox].h-8]:h-11 [&_[role=combobox].h-8]:text-md',
  '[&_textarea]:text-md [&_textarea]:px-3 [&_textarea]:py-2.5',
].join(' ')

/** Parts that exports put before or behind a column's own name. */
const technical = /^(property_hs_|property_|properties\.|fields\.|hs_|custom\.)|(__c|__r\.name)$/i

/** Nouns before a column's name, as in `Deal - Title`, `opportunity_name`, `Organization - Name`. */
const nouns =
  /^(deal|opportunity|opp|account|company|organi[sz]ation|customer|person|contact|product|item|user|owner|line ?item)[\s_.-]*/i

/** A column's name without the prefixes and endings of the system it comes from. */
export function bareName(column: string): string {
  return column.replace(technical, '').replace(technical, '')
}

/** A column's name reduced to its letters and digits: `Close_Date__c`, `closeDate` and `Close date` are `closedate`. */
export function squash(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The forms under which a column may be known, the fullest first. */
export function nameForms(column: string): string[] {
  const bare = bareName(column)
  const forms = [
    squash(column),
    squash(bare),
    squash(bare.replace(/^(.*?)\s+-\s+/, '')),
    squash(bare.replace(nouns, '')),
  ]
  return [...new Set(forms)].filter((form) => form !== '')
}

/** The noun a column begins with, as in `Organization - Name`: what is its record's, what belongs to another. */
export function leadingNoun(column: string): string | null {
  const match = nouns.exec(column.replace(technical, ''))
  return match?.[1] === undefined ? null : match[1].toLowerCase().replace('organisation', 'organization')
}

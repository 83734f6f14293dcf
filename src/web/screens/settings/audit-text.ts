/** A value of a record as an auditor reads it: words as they are, nothing as a dash, what is nested as JSON. */
export function auditText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.length === 0 ? '–' : value.join(', ')
  return JSON.stringify(value)
}

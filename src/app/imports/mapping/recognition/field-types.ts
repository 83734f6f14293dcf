const dates = ['closedOn', 'expectedCloseOn', 'wonAt', 'lostAt', 'signedAt', 'createdOn', 'startOn', 'endOn']
const money = ['amount', 'annual', 'listPrice', 'unitPrice']
const numbers = [...money, 'probability', 'quantity', 'employees']

export function isDateField(field: string): boolean {
  return dates.includes(field)
}

export function isMoneyField(field: string): boolean {
  return money.includes(field)
}

export function isNumberField(field: string): boolean {
  return numbers.includes(field)
}

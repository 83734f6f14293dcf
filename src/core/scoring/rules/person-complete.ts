import type { Person } from '../../deal/answer.ts'
import { filledItems } from '../../deal/answer-value.ts'
import { isFiller } from '../filler.ts'
import { type QualityCheck, shareOf } from '../quality-rule.ts'

/** Every person has a name, a role (or job title) and a way to reach them (mail or phone). */
export const personComplete: QualityCheck<'person_complete'> = {
  id: 'person_complete',
  title: 'People have a name, a role and a way to reach them',
  appliesTo: ['person_list'],
  check: ({ value }) => {
    const people = filledItems(value).map((item) => new Map<string, unknown>(Object.entries(item)))
    const lacking = people
      .map((person) => ({ person, parts: lackingParts(person) }))
      .filter(({ parts }) => parts.length > 0)
    const [first] = lacking
    if (first === undefined) return null
    const others = lacking.length > 1 ? `, and ${lacking.length - 1} more` : ''
    const name = textOf(first.person, 'name').trim().slice(0, 80)
    const because = `${name === '' ? 'somebody' : name} has no ${first.parts.join(' and no ')}${others}`
    return shareOf(lacking.length, people.length, because)
  },
}

type PersonCells = ReadonlyMap<string, unknown>

function lackingParts(person: PersonCells): string[] {
  return [
    isFiller(textOf(person, 'name')) ? 'name' : '',
    isFiller(textOf(person, 'role')) && isFiller(textOf(person, 'title')) ? 'role' : '',
    hasMail(textOf(person, 'email')) || hasPhone(textOf(person, 'phone')) ? '' : 'way to reach them',
  ].filter(Boolean)
}

function textOf(person: PersonCells, key: keyof Person): string {
  const cell = person.get(key)
  return typeof cell === 'string' ? cell : ''
}

/** Something, an @, and a name with a point in it; whether mail arrives is not for a rubric to find out. */
function hasMail(text: string): boolean {
  const mail = text.trim()
  const at = mail.lastIndexOf('@')
  const dot = mail.indexOf('.', at)
  return at > 0 && dot > at + 1 && dot < mail.length - 1
}

function hasPhone(text: string): boolean {
  return text.split(/\D+/u).join('').length >= 5
}

import { type DigestGroup, digestGroups } from '../notifications/events.ts'
import { type Block, type Rendered, renderMail } from './page.ts'

export type DigestItem = { group: DigestGroup; title: string; lines: readonly string[]; url: string }
export type DigestMail = {
  reader: { name: string }
  items: readonly DigestItem[]
  allUrl: string
  choicesUrl: string
  workspaceName: string
}

/** More than this nobody reads; the rest is on screen. */
const mostShown = 50

/** One mail in place of many, the most pressing first. */
export function digestMail(digest: DigestMail): Rendered {
  const { reader, items, allUrl, choicesUrl, workspaceName } = digest
  const groups = Object.keys(digestGroups) as DigestGroup[]
  const sorted = groups.flatMap((group) => items.filter((item) => item.group === group))
  const shown = sorted.slice(0, mostShown)
  const blocks = groups.flatMap((group): Block[] => {
    const count = items.filter((item) => item.group === group).length
    const here = shown.filter((item) => item.group === group)
    if (here.length === 0) return []
    return [
      { kind: 'heading', text: `${digestGroups[group]} (${count})` },
      ...here.map(({ title, lines, url }): Block => ({ kind: 'item', title, lines, url })),
    ]
  })
  const hidden = sorted.length - shown.length
  return renderMail({
    subject: subjectOf(items, workspaceName),
    blocks: [
      { kind: 'paragraph', text: `Hello ${reader.name},` },
      { kind: 'paragraph', text: 'this is what happened since you last heard from us.' },
      ...blocks,
      ...(hidden > 0 ? [{ kind: 'paragraph' as const, text: `And ${hidden} more, all in one list:` }] : []),
      { kind: 'button', label: 'Open the list', url: allUrl },
      {
        kind: 'note',
        text: `From ${workspaceName} on Throughline, in place of single mails.`,
        link: { label: 'Choose what you are told, and how', url: choicesUrl },
      },
    ],
  })
}

/** The line that makes somebody open it, or not: what presses most, and how much there is. */
function subjectOf(items: readonly DigestItem[], workspaceName: string): string {
  const count = (group: DigestGroup): number => items.filter((item) => item.group === group).length
  const parts = [
    ...counted(count('escalated'), 'escalated'),
    ...counted(count('due'), 'due or late'),
    ...counted(count('asked'), 'asked of you'),
  ]
  const news = count('news')
  if (parts.length === 0) return `${news} ${news === 1 ? 'thing' : 'things'} to know from ${workspaceName}`
  return `${workspaceName}: ${parts.join(', ')}`
}

function counted(count: number, words: string): string[] {
  return count > 0 ? [`${count} ${words}`] : []
}

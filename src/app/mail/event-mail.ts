import { type Block, type Rendered, renderMail } from './page.ts'

export type EventMail = {
  reader: { name: string }
  words: { title: string; body: readonly string[]; button: string }
  url: string
  choicesUrl: string
  workspaceName: string
}

/** Tells one person of one thing that happened, with the link to where it is seen. */
export function eventMail({ reader, words, url, choicesUrl, workspaceName }: EventMail): Rendered {
  return renderMail({
    subject: words.title,
    blocks: [
      { kind: 'paragraph', text: `Hello ${reader.name},` },
      ...blocksOf(words.body),
      { kind: 'button', label: words.button, url },
      {
        kind: 'note',
        text: `From ${workspaceName} on Throughline.`,
        link: { label: 'Choose what you are told, and how', url: choicesUrl },
      },
    ],
  })
}

/** Lines that begin with a bullet and follow each other are one list. */
function blocksOf(body: readonly string[]): Block[] {
  const blocks: Block[] = []
  for (const line of body) {
    const last = blocks.at(-1)
    if (!line.startsWith('• ')) blocks.push({ kind: 'paragraph', text: line })
    else if (last?.kind === 'list')
      blocks[blocks.length - 1] = { ...last, items: [...last.items, line.slice(2)] }
    else blocks.push({ kind: 'list', items: [line.slice(2)] })
  }
  return blocks
}

import { type Rendered, renderMail } from './page.ts'

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
      ...words.body.map((text) => ({ kind: 'paragraph' as const, text })),
      { kind: 'button', label: words.button, url },
      {
        kind: 'note',
        text: `From ${workspaceName} on Throughline.`,
        link: { label: 'Choose what you are told, and how', url: choicesUrl },
      },
    ],
  })
}

import { type Rendered, renderMail } from './page.ts'

export type ActionMail = {
  subject: string
  hello: string
  paragraphs: readonly string[]
  button: string
  url: string
  note: string
}

/** A mail with one thing to do: words, one button, one note beneath. */
export function actionMail({ subject, hello, paragraphs, button, url, note }: ActionMail): Rendered {
  return renderMail({
    subject,
    blocks: [
      { kind: 'paragraph', text: hello },
      ...paragraphs.map((text) => ({ kind: 'paragraph' as const, text })),
      { kind: 'button', label: button, url },
      { kind: 'note', text: note },
    ],
  })
}

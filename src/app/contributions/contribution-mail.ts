import { actionMail } from '../mail/action-mail.ts'

export type ContributionWords = {
  asker: string
  name: string
  about: string
  question: string
  note: string | null
  link: string
}

/** Asks a colleague one question, with the link that opens just that. */
export function contributionMail({ asker, name, about, question, note, link }: ContributionWords): {
  subject: string
  text: string
  html: string
} {
  return actionMail({
    subject: `${asker} has a question about ${about}`,
    hello: `Hello ${name},`,
    paragraphs: [
      `${asker} thinks you know the answer to this about ${about}:`,
      question,
      ...(note ? [note] : []),
    ],
    button: 'Answer',
    url: link,
    note: 'The link opens this one question and needs no sign-in. It works for 14 days.',
  })
}

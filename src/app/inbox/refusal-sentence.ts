/** Questions that lead whoever sets a source up to the most likely mistake. */
const questions: Readonly<Partial<Record<string, string>>> = {
  header_missing: 'does the source sign what it sends?',
  timestamp_outside_window:
    'is the clock of the source right, and is each event signed anew when it is sent again?',
  not_expected: 'does the source send for another account?',
}

/** A refusal in words for the person who set the connection up; the sender itself is told no more than the reason. */
export function refusalSentence({ code, reason }: { code: string; reason: string }): string {
  if (code === 'signature_mismatch') return 'The signature does not match: is the secret the right one?'
  const said = (reason.charAt(0).toUpperCase() + reason.slice(1)).replace(/\.$/, '').slice(0, 800)
  const question = questions[code]
  return question ? `${said}: ${question}` : `${said}.`
}

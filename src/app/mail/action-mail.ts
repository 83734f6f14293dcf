export type ActionMail = {
  subject: string
  hello: string
  paragraphs: readonly string[]
  button: string
  url: string
  note: string
}

/** A mail with one thing to do: words, one button, one note beneath. Plain text says the same. */
export function actionMail({ subject, hello, paragraphs, button, url, note }: ActionMail): {
  subject: string
  text: string
  html: string
} {
  const body = [hello, ...paragraphs].map((p) => `<p style="margin:0 0 14px">${escapeHtml(p)}</p>`).join('')
  return {
    subject: subject.replaceAll(/[\p{Cc}\s]+/gu, ' ').slice(0, 200),
    text: `${[hello, ...paragraphs, url, note].join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:15px/1.5 system-ui,sans-serif"><div style="max-width:520px;margin:0 auto">${body}
<p style="margin:22px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:9px 16px;border-radius:7px;background:#3b5bdb;color:#fff;text-decoration:none">${escapeHtml(button)}</a></p>
<p style="margin:0;color:#6b7280;font-size:13px">${escapeHtml(note)}</p></div></body></html>`,
  }
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

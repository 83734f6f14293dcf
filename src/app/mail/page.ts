/** A part of a mail: everything in it is text and is shown as text. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'heading'; text: string }
  | { kind: 'item'; title: string; lines: readonly string[]; url: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'note'; text: string; link?: { label: string; url: string } }

export type MailPage = { subject: string; blocks: readonly Block[] }
export type Rendered = { subject: string; text: string; html: string }

/**
 * Every mail looks like this: one card with what it is about on top, no images, nothing remote, light and dark. Laid
 * out as a table, because some mail programs know nothing else. Plain text says the same.
 */
export function renderMail({ subject, blocks }: MailPage): Rendered {
  const title = oneLine(subject, 200)
  return {
    subject: title,
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}@media (max-width:600px){.page{padding:0!important}.card{padding:24px 20px!important;border-width:0 0 1px!important;border-radius:0!important}.around{padding:16px 20px!important}}@media (prefers-color-scheme:dark){body,.page{background:#101216!important}.card{background:#191c22!important;border-color:#2b3038!important;color:#e6e8ec!important}.title{color:#f4f5f7!important}.quiet,.quiet a{color:#9aa1ac!important}.item{border-color:#343943!important}.item a{color:#91a7ff!important}}</style></head>
<body style="margin:0;background:#f3f4f6"><div style="display:none;max-height:0;overflow:hidden">${escapeHtml(previewOf(blocks))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse"><tr><td class="page" align="center" style="padding:28px 16px;background:#f3f4f6;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;border-collapse:separate;text-align:left;table-layout:fixed">
<tr><td class="around quiet" style="padding:4px 4px 14px;color:#5b6470;font-size:14px;font-weight:600"><span style="color:#3b5bdb">●</span>&nbsp; Throughline</td></tr>
<tr><td class="card" style="padding:30px 32px 16px;background:#ffffff;border:1px solid #e3e6ea;border-radius:12px;color:#1c1f24;overflow-wrap:anywhere">
<h1 class="title" style="margin:0 0 18px;font-size:21px;line-height:1.3;font-weight:650;color:#111318">${escapeHtml(title)}</h1>
${blocks
  .filter((block) => block.kind !== 'note')
  .map(asHtml)
  .join('\n')}
</td></tr>
<tr><td class="around" style="padding:16px 4px 0;overflow-wrap:anywhere">
${blocks
  .filter((block) => block.kind === 'note')
  .map(asHtml)
  .join('\n')}
</td></tr></table></td></tr></table></body></html>
`,
  }
}

/** What a list of mails shows after the subject: the first words of substance rather than the greeting. */
function previewOf(blocks: readonly Block[]): string {
  const texts = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  return oneLine(texts.slice(1).join(' · '), 140)
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text
    case 'list':
      return block.items.map((item) => `• ${item}`).join('\n')
    case 'heading':
      return `${block.text}\n${'-'.repeat(Math.min(60, block.text.length))}`
    case 'item':
      return [`* ${block.title}`, ...block.lines.map((line) => `  ${line}`), `  ${block.url}`].join('\n')
    case 'button':
      return `${block.label}: ${block.url}`
    case 'note':
      return block.link ? `${block.text} ${block.link.label}: ${block.link.url}` : block.text
  }
}

function asHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${lines(block.text)}</p>`
    case 'list':
      return `<ul style="margin:0 0 16px;padding:0 0 0 20px">${block.items.map((item) => `<li style="margin:0 0 6px">${lines(item)}</li>`).join('')}</ul>`
    case 'heading':
      return `<h2 style="margin:26px 0 10px;font-size:15px;line-height:1.4">${escapeHtml(block.text)}</h2>`
    case 'item':
      return `<div class="item" style="margin:0 0 10px;padding:0 0 10px;border-bottom:1px solid #e3e6ea"><a href="${escapeHtml(block.url)}" style="color:#3b5bdb;text-decoration:none;font-weight:600">${escapeHtml(block.title)}</a>${block.lines.map((line) => `<br><span class="quiet" style="color:#5b6470;font-size:14px">${escapeHtml(line)}</span>`).join('')}</div>`
    case 'button':
      return `<p style="margin:24px 0"><a href="${escapeHtml(block.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#3b5bdb;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(block.label)}</a></p>`
    case 'note': {
      const link = block.link
        ? ` <a href="${escapeHtml(block.link.url)}" style="color:#5b6470">${escapeHtml(block.link.label)}</a>`
        : ''
      return `<p class="quiet" style="margin:0 0 10px;color:#5b6470;font-size:13px">${lines(block.text)}${link}</p>`
    }
  }
}

function lines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}

/** A subject is a header: a line break in a name must not start another one. */
export function oneLine(text: string, most: number): string {
  const line = text.replaceAll(/[\p{Cc}\s\u2028\u2029]+/gu, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

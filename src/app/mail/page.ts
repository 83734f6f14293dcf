/** A part of a mail: everything in it is text and is shown as text. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'item'; title: string; lines: readonly string[]; url: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'note'; text: string; link?: { label: string; url: string } }

export type MailPage = { subject: string; blocks: readonly Block[] }
export type Rendered = { subject: string; text: string; html: string }

/** Every mail looks like this: one column, no images, nothing remote, light and dark. Plain text says the same. */
export function renderMail({ subject, blocks }: MailPage): Rendered {
  return {
    subject: oneLine(subject, 200),
    text: `${blocks.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(oneLine(subject, 200))}</title>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.page{background:#16181d!important;color:#e6e8ec!important}.quiet,.quiet a{color:#9aa1ac!important}.item{border-color:#343943!important}.item a{color:#91a7ff!important}}</style></head>
<body class="page" style="margin:0;padding:28px 20px;background:#ffffff;color:#1c1f24;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"><div style="max-width:560px;margin:0 auto;overflow-wrap:anywhere">
${blocks.map(asHtml).join('\n')}
</div></body></html>
`,
  }
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text
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

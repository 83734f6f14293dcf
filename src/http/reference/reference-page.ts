import { type ErrorCode, errorCodes } from '../../app/errors.ts'
import type { Operation } from '../../contract/operation.ts'
import { type JsonSchema, jsonSchemaOf } from '../../contract/operation-schema.ts'
import { operations } from '../../contract/operations.ts'
import type { OperationName } from '../../contract/routes.ts'
import { type MemberRole, memberRoles } from '../../core/handoff/vocabulary.ts'
import { rolePermissions } from '../../core/permission/role-permissions.ts'
import { statusOf, titleOf } from '../errors.ts'
import { operationNames, routeOf } from '../operations.ts'
import { nounOf, nounsOf } from './openapi.ts'
import { namedTypes, typeText } from './type-text.ts'

/** The reference for readers: every operation on one page, found by typing, without waiting for anything. */
export function referencePage(publicUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Throughline API</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/reference.css">
<script src="/api/reference.js"></script>
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<nav aria-label="Operations">
<header><a class="home" href="/">Throughline</a> <span>API</span></header>
<label class="search"><span class="hidden">Find an operation</span><input id="find" type="search" placeholder="Find an operation" autocomplete="off" spellcheck="false"><kbd>/</kbd></label>
<p id="none" role="status" hidden>No operation is called that.</p>
${nounsOf().map(navGroup).join('\n')}
</nav>
<main>
${introduction(publicUrl)}
<div id="operations">
${nounsOf()
  .map(
    (noun) =>
      `<h2 id="${noun}">${escape(words(noun))}</h2>\n${namesOf(noun)
        .map((name) => section(name, publicUrl))
        .join('\n')}`,
  )
  .join('\n')}
</div>
${errors()}
</main>
</body>
</html>
`
}

function namesOf(noun: string): OperationName[] {
  return operationNames.filter((name) => nounOf(name) === noun)
}

function navGroup(noun: string): string {
  const items = namesOf(noun).map(
    (name) =>
      `<li data-find="${escape(findable(name))}"><a href="#${name}"><span class="method ${methodOf(name)}">${methodOf(name)}</span> ${escape(name.slice(noun.length + 1).replaceAll('_', ' '))}</a></li>`,
  )
  return `<section><h2><a href="#${noun}">${escape(words(noun))}</a></h2><ul>${items.join('')}</ul></section>`
}

function findable(name: OperationName): string {
  return `${name} ${name.replaceAll(/[._]/g, ' ')} ${routeOf(name).path} ${operations[name].summary}`.toLowerCase()
}

function methodOf(name: OperationName): string {
  return routeOf(name).method
}

function introduction(publicUrl: string): string {
  return `<section class="intro">
<h1>Throughline API</h1>
<p>Everything the app does, a program can do: each operation below is one address. The same table makes the <a href="/api/openapi.json">OpenAPI 3.1 description</a> and the command line.</p>
<dl>
<dt>Who you are</dt><dd>Make a key under Settings, then send it as <code>Authorization: Bearer tlk_…</code>. A key acts as one member, within its scopes, in one workspace.</dd>
<dt>What you send</dt><dd>Reads take their input in the address; everything else takes a JSON object. Unknown fields, wrong types and fields that stand in the path already are refused, not ignored.</dd>
<dt>Trying again</dt><dd>Send an <code>Idempotency-Key</code> with every change. However often it arrives, the change happens once, and the answer is the same.</dd>
<dt>Versions</dt><dd>A change names the <code>version</code> it saw. If somebody was faster, the answer is 409 with <code>current</code>.</dd>
<dt>Limits</dt><dd>Behind a type stands what fits: <code>string(1–120)</code> in characters, <code>integer(1–200)</code> in value. A body may have a megabyte, an address 8,192 characters.</dd>
<dt>Lists</dt><dd>Lists answer with <code>items</code> and <code>next</code>. Hand <code>next</code> back as <code>cursor</code>; null means that was all.</dd>
<dt>Events in</dt><dd>Another system sends its events to <code>POST /hooks/…</code>, the address that <a href="#connection.create">its connection</a> shows, signed with the secret shown once: <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, or an HMAC header described as data. 2xx: stored for good. 401: the signature or its time does not fit. 5xx: send it again.</dd></dl>
<pre tabindex="0"><code>curl ${escape(publicUrl)}/api/v1/handoffs?status=submitted \\
  -H "Authorization: Bearer $THROUGHLINE_API_KEY"</code></pre>
</section>`
}

function section(name: OperationName, publicUrl: string): string {
  const operation: Operation = operations[name]
  const { method, path } = routeOf(name)
  const input = jsonSchemaOf(operation.input, 'input')
  const output = jsonSchemaOf(operation.output, 'output')
  return `<article id="${name}" data-find="${escape(findable(name))}">
<h3><a href="#${name}">${escape(operation.summary)}</a></h3>
<p class="route"><span class="method ${method}">${method}</span> <code>${escape(path).replace(/:([A-Za-z]+)/g, '<b>:$1</b>')}</code></p>
<p class="who"><code>${escape(name)}</code> · ${whoMay(operation)}</p>
${shape('Takes', input)}
${shape('Answers', output)}
<details><summary>On the command line</summary><pre tabindex="0"><code>${escape(commandFor(name, input))}</code></pre><pre tabindex="0"><code>${escape(curlFor(publicUrl, { method, path, input }))}</code></pre></details>
</article>`
}

function whoMay({ permission }: Operation): string {
  if (permission === 'public') return 'Needs no sign-in'
  if (permission === 'contributor') return 'For the holder of a contribution link'
  const roles: readonly MemberRole[] = rolePermissions[permission]
  const names = roles.length === memberRoles.length ? 'every role' : roles.join(', ').replaceAll('_', ' ')
  return `Permission <code>${escape(permission)}</code>: ${names}`
}

function shape(title: string, schema: JsonSchema): string {
  const text = [typeText(schema), namedTypes(schema)].filter(Boolean).join('\n\n')
  if (text === '{}') return `<p class="nothing">${title} nothing.</p>`
  return `<details${text.length < 600 ? ' open' : ''}><summary>${title}</summary><pre tabindex="0"><code>${escape(text)}</code></pre></details>`
}

function commandFor(name: OperationName, input: JsonSchema): string {
  const flags = (input.required ?? []).map((field) => `--${dashed(field)} …`)
  return ['./throughline', ...name.replaceAll('_', '-').split('.'), ...flags].join(' ')
}

function curlFor(
  publicUrl: string,
  { method, path, input }: { method: string; path: string; input: JsonSchema },
): string {
  const lines = [
    `curl ${publicUrl}${path.replace(/:([A-Za-z]+)/g, '{$1}')}`,
    `-H "Authorization: Bearer $THROUGHLINE_API_KEY"`,
  ]
  if (method !== 'GET') {
    const fields = (input.required ?? []).filter((field) => !path.includes(`:${field}`))
    lines.splice(1, 0, `-X ${method}`)
    lines.push('-H "Content-Type: application/json"', '-H "Idempotency-Key: $(uuidgen)"')
    lines.push(`-d '{${fields.map((field) => `"${field}": …`).join(', ')}}'`)
  }
  return lines.join(' \\\n  ')
}

function errors(): string {
  const rows = errorCodes.map(
    (code: ErrorCode) =>
      `<tr id="error-${code}"><td>${statusOf[code]}</td><td><code>${code}</code></td><td>${escape(titleOf[code])}. ${escape(meaning[code])}</td></tr>`,
  )
  return `<section><h2 id="errors">When something is refused</h2>
<p>The answer is <code>application/problem+json</code>: <code>detail</code> is a sentence for people, <code>code</code> says exactly what for programs and stays as it is, <code>fields</code> names each mistake, <code>requestId</code> helps us find it.</p>
<table><thead><tr><th>Status</th><th>Kind</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

const meaning: Record<ErrorCode, string> = {
  invalid: 'Something sent does not have the form expected; sending it again will not help.',
  not_signed_in: 'No key, or one that is wrong, revoked or expired.',
  forbidden: 'Your role, your key’s scopes or your part in this record do not allow it.',
  not_found: 'There is none, or not for you: the two look the same.',
  conflict: 'Somebody changed it after you read it; current has what stands there now.',
  refused: 'The form is right, but the state of things does not allow it; the sentence says why.',
  too_many: 'Wait as long as Retry-After says.',
  unavailable: 'Nothing was lost. Try again after Retry-After, with the same Idempotency-Key.',
}

function words(noun: string): string {
  const text = noun.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function dashed(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

import { useState } from 'react'
import { TextArea } from '../../../ui/TextArea.tsx'
import type { Config } from '../connection-words.ts'
import { isPlain } from './mapping-fields.ts'

/** The same settings as text; the server says what does not fit when they are saved. */
export function ConfigText({ config, onChange }: { config: Config; onChange: (config: Config) => void }) {
  const [text, setText] = useState(() => JSON.stringify(config, null, 2))
  const [seen, setSeen] = useState(config)
  const read = readConfig(text)
  if (seen !== config) {
    setSeen(config)
    if (!read.ok || JSON.stringify(read.config) !== JSON.stringify(config))
      setText(JSON.stringify(config, null, 2))
  }
  return (
    <TextArea
      label="Signature and mapping as JSON"
      hint="scheme says how calls are signed, mapping where things stand."
      spellCheck={false}
      rows={24}
      value={text}
      onChange={(next) => {
        setText(next)
        const result = readConfig(next)
        if (result.ok) {
          setSeen(result.config)
          onChange(result.config)
        }
      }}
      error={read.ok ? null : read.reason}
      className="[&_textarea]:max-h-none [&_textarea]:font-mono [&_textarea]:text-sm"
    />
  )
}

type Read = { ok: true; config: Config } | { ok: false; reason: string }

function readConfig(text: string): Read {
  try {
    const value: unknown = JSON.parse(text)
    if (!isPlain(value) || !isPlain(value['scheme']) || !isPlain(value['mapping']))
      return { ok: false, reason: 'Expected an object with “scheme” and “mapping”' }
    return { ok: true, config: { scheme: value['scheme'], mapping: value['mapping'] } }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'This is no JSON' }
  }
}

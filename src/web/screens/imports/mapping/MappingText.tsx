import { useState } from 'react'
import type { ImportMapping } from '../../../../contract/import-mapping.ts'
import { Button } from '../../../ui/Button.tsx'
import { Disclosure } from '../../../ui/Disclosure.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'

type MappingTextProps = { mapping: ImportMapping; onChange: (mapping: ImportMapping) => void }

/** The whole mapping as text: to copy, keep in git, or change where the form has no field for it. */
export function MappingText({ mapping, onChange }: MappingTextProps) {
  const now = JSON.stringify(mapping, null, 2)
  const [text, setText] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const apply = () => {
    const read = readMapping(text ?? now)
    if (read === null) return setWrong('This is no JSON object; see the bracket or comma at its end')
    setWrong(null)
    setText(null)
    onChange(read)
  }
  return (
    <Disclosure title="The mapping as text" aside="JSON">
      <div className="flex flex-col gap-2">
        <TextArea
          hideLabel
          label="Mapping as JSON"
          spellCheck={false}
          rows={10}
          value={text ?? now}
          onChange={setText}
          error={wrong}
          className="[&_textarea]:font-mono [&_textarea]:text-sm"
        />
        <div className="flex justify-end gap-2">
          <Button
            size="sm"
            disabledReason={text === null ? 'Nothing is changed' : null}
            onClick={() => setText(null)}
          >
            Take back
          </Button>
          <Button
            size="sm"
            variant="primary"
            disabledReason={text === null ? 'Nothing is changed' : null}
            onClick={apply}
          >
            Check it
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}

/** What it says is checked by the server, which names the place of a mistake. */
function readMapping(text: string): ImportMapping | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as ImportMapping) : null
  } catch {
    return null
  }
}

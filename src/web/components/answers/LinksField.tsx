import { Link2, Plus, X } from 'lucide-react'
import type { Link } from '../../../core/deal/answer.ts'
import { Button } from '../../ui/Button.tsx'
import type { FieldProps } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { isWebAddress, withScheme } from './answer-draft.ts'
import { ListFrame } from './ListFrame.tsx'

type LinksFieldProps = FieldProps & {
  value: readonly Link[]
  onChange: (value: Link[]) => void
  autoFocus?: boolean
}

const none: Link = { url: '' }

/** Web addresses with what is behind them. */
export function LinksField({ value, onChange, autoFocus, ...frame }: LinksFieldProps) {
  const links = value.length === 0 ? [none] : value
  const put = (index: number, link: Link): void =>
    onChange(links.map((one, at) => (at === index ? link : one)))
  return (
    <ListFrame {...frame}>
      <ul className="flex flex-col gap-2">
        {links.map((link, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: links have no id
          <li key={index} className="flex items-start gap-2 phone:flex-wrap">
            <TextField
              className="flex-3 phone:basis-full"
              label={`Address ${index + 1}`}
              hideLabel
              type="url"
              inputMode="url"
              placeholder="https://…"
              prefix={<Link2 aria-hidden className="size-3.5" />}
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: asked for by whoever opened it by a press
              autoFocus={autoFocus && index === 0}
              error={faultOf(link)}
              value={link.url}
              onChange={(url) => put(index, { ...link, url })}
              onBlur={() => {
                const url = withScheme(link.url)
                if (url !== link.url) put(index, { ...link, url })
              }}
            />
            <TextField
              className="flex-2"
              label={`What is behind address ${index + 1}`}
              hideLabel
              placeholder="What it is"
              autoComplete="off"
              value={link.label ?? ''}
              onChange={(label) => put(index, { ...link, label })}
            />
            <IconButton
              icon={X}
              label={`Remove ${link.label || link.url || 'this link'}`}
              disabledReason={value.length === 0 ? 'There is nothing to remove' : null}
              onClick={() => onChange(links.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        variant="ghost"
        icon={Plus}
        className="mt-1 -ml-1 self-start"
        disabledReason={links.length >= 100 ? 'No more than 100 links' : null}
        onClick={() => onChange([...links, none])}
      >
        Add a link
      </Button>
    </ListFrame>
  )
}

/** Only once there is something that looks finished; nobody is told off while typing `https://`. */
function faultOf({ url }: Link): string | null {
  const text = url.trim()
  const begun = text.length < 9 || 'https://'.startsWith(text.toLowerCase())
  return begun || isWebAddress(withScheme(text)) ? null : 'This is no web address.'
}

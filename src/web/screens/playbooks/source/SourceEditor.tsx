import { type Ref, useImperativeHandle, useMemo, useRef } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { controlFrame } from '../../../ui/control-style.ts'
import type { SourceProblem } from './use-source-check.ts'

export type SourceEditorHandle = { focus: () => void; goTo: (line: number, column: number) => void }

type SourceEditorProps = {
  ref: Ref<SourceEditorHandle>
  value: string
  onChange: (value: string) => void
  problems: readonly SourceProblem[]
}

const lineHeight = 20

/** Plain text with its line numbers, those with a mistake marked. */
export function SourceEditor({ ref, value, onChange, problems }: SourceEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => value.split('\n').length, [value])
  const marks = useMemo(() => {
    const worst = new Map<number, SourceProblem['severity']>()
    for (const { line, severity } of problems) if (worst.get(line) !== 'error') worst.set(line, severity)
    return worst
  }, [problems])
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    goTo: (line, column) => {
      const node = area.current
      if (!node) return
      const before = node.value.split('\n').slice(0, line - 1)
      const start = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1
      node.focus()
      node.setSelectionRange(start, start)
      node.scrollTop = Math.max((line - 1) * lineHeight - node.clientHeight / 3, 0)
    },
  }))
  return (
    <div
      className={classNames(
        'relative flex h-[60vh] overflow-hidden has-focus-visible:outline-2 has-focus-visible:outline-focus',
        controlFrame,
      )}
    >
      <div
        ref={gutter}
        aria-hidden
        className="num h-full shrink-0 overflow-hidden border-r border-line bg-sunken py-2 text-right font-mono text-xs text-faint select-none"
      >
        <Numbers lines={lines} marks={marks} />
      </div>
      <textarea
        ref={area}
        aria-label="Playbook as YAML"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        className="h-full min-w-0 flex-1 resize-none bg-transparent px-3 py-2 font-mono text-sm whitespace-pre outline-none"
        style={{ lineHeight: `${lineHeight}px`, tabSize: 2 }}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}

function Numbers({ lines, marks }: { lines: number; marks: ReadonlyMap<number, SourceProblem['severity']> }) {
  return Array.from({ length: lines }, (_, index) => {
    const mark = marks.get(index + 1)
    return (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
        key={index}
        className={classNames(
          'border-l-2 pr-2 pl-2',
          mark === 'error' && 'border-danger bg-danger-soft font-semibold text-danger-ink',
          mark === 'warning' && 'border-warn bg-warn-soft font-semibold text-warn-ink',
          !mark && 'border-transparent',
        )}
        style={{ height: lineHeight, lineHeight: `${lineHeight}px` }}
      >
        {index + 1}
      </div>
    )
  })
}

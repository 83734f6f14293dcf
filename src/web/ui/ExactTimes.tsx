/** One moment in each zone that matters, for a tooltip. */
export function ExactTimes({
  lines,
  lead,
}: {
  lines: readonly { who: string; text: string }[]
  lead?: string
}) {
  return (
    <span className="num block py-0.5">
      {lead && <span className="mb-0.5 block font-medium">{lead}</span>}
      {lines.map((line) => (
        <span key={line.who} className="flex justify-between gap-4">
          <span>{line.text}</span>
          {lines.length > 1 && <span className="text-on-tip-muted">{line.who}</span>}
        </span>
      ))}
    </span>
  )
}

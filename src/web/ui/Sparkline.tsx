export type SparklineProps = {
  /** What it shows in words, with first and last value: it is all a screen reader gets. */
  label: string
  values: readonly number[]
  width?: number
  height?: number
  /** A line to compare with: a target. */
  target?: number
}

/** How a number went, the size of a word. */
export function Sparkline({ label, values, width = 96, height = 24, target }: SparklineProps) {
  const all = target === undefined ? values : [...values, target]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const y = (value: number) =>
    high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6)
  const x = (index: number) =>
    values.length < 2 ? width / 2 : 2 + (index / (values.length - 1)) * (width - 5)
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`)
  const last = values.at(-1)
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="overflow-visible text-accent"
    >
      {target !== undefined && (
        <line
          x1="0"
          x2={width}
          y1={y(target)}
          y2={y(target)}
          strokeDasharray="2 3"
          className="stroke-control"
        />
      )}
      {points.length > 1 && (
        <polygon
          points={`${x(0)},${height} ${points.join(' ')} ${x(values.length - 1)},${height}`}
          fill="currentColor"
          opacity="0.1"
        />
      )}
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r="2.25" fill="currentColor" />}
    </svg>
  )
}

/** Says that a search found more than is shown, and what to do about it. */
export function TooBroad({ search }: { search: string | undefined }) {
  return (
    <p role="status" className="border-b border-line px-4 py-2 text-sm text-muted">
      Very many fit “{search}”, and not all of them are shown. A further word finds the rest.
    </p>
  )
}

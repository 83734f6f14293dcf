/** The mark: a line that goes through. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M7 11.5h5.5c4 0 3 9 7 9H25"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="7.5" cy="11.5" r="2.6" fill="#fff" />
      <circle cx="24.5" cy="20.5" r="2.6" fill="#fff" />
    </svg>
  )
}

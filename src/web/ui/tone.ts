/** What a colour says. Colour never says it alone: a word or a shape stands beside it. */
export const tones = ['neutral', 'accent', 'ok', 'warn', 'danger'] as const
export type Tone = (typeof tones)[number]

export const toneText: Readonly<Record<Tone, string>> = {
  neutral: 'text-muted',
  accent: 'text-accent-ink',
  ok: 'text-ok-ink',
  warn: 'text-warn-ink',
  danger: 'text-danger-ink',
}

export const toneSolid: Readonly<Record<Tone, string>> = {
  neutral: 'bg-control',
  accent: 'bg-accent',
  ok: 'bg-ok',
  warn: 'bg-warn',
  danger: 'bg-danger',
}

export const toneIcon: Readonly<Record<Tone, string>> = {
  neutral: 'text-faint',
  accent: 'text-accent-ink',
  ok: 'text-ok',
  warn: 'text-warn',
  danger: 'text-danger',
}

export const toneSoft: Readonly<Record<Tone, string>> = {
  neutral: 'bg-hover text-muted border-line',
  accent: 'bg-accent-soft text-accent-ink border-accent-line',
  ok: 'bg-ok-soft text-ok-ink border-ok-line',
  warn: 'bg-warn-soft text-warn-ink border-warn-line',
  danger: 'bg-danger-soft text-danger-ink border-danger-line',
}

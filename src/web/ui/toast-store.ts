export type ToastTone = 'neutral' | 'ok' | 'danger'

export type ToastMessage = {
  title: string
  description?: string
  tone?: ToastTone
  /** Takes the change back. A toast with it stays 10 seconds instead of 5. */
  undo?: () => void
  action?: { label: string; run: () => void }
  /** Milliseconds; 0 keeps it until it is closed. Errors stay by default. */
  timeout?: number
}

export type Toast = ToastMessage & { id: number }

const most = 4
const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let last = 0

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says something at the foot of the screen, from anywhere. Answers an id for `dismissToast`. */
export function toast(message: ToastMessage): number {
  last += 1
  change([...toasts, { ...message, id: last }].slice(-most))
  return last
}

export function dismissToast(id: number): void {
  change(toasts.filter((item) => item.id !== id))
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function currentToasts(): readonly Toast[] {
  return toasts
}

/** How long a toast stays: never so short that it cannot be read or undone. */
export function toastTimeout(message: ToastMessage): number {
  if (message.timeout !== undefined) return message.timeout
  if (message.tone === 'danger') return 0
  return message.undo || message.action ? 10_000 : 5_000
}

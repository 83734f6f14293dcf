/** A menu that closes hands the focus back to its button; what opens in front of it must come after that. */
export function afterMenu(run: () => void): void {
  setTimeout(run, 160)
}

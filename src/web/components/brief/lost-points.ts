/** Points of quality that are lost, in whole numbers as the score itself is shown. */
export function lostPoints(points: number): string {
  return `−${Math.max(1, Math.round(points))}`
}

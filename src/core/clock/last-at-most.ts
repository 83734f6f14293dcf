/** The index of the last number of an ascending list that is not greater than `value`; -1 when all are greater. */
export function lastAtMost(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? Number.NaN) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

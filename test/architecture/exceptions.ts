import type { Exception } from './judge.ts'

export const exceptions: readonly Exception[] = []

import type { Browser } from 'playwright-core'
import type { World } from './world.ts'

export async function takeScreenshots(_browser: Browser, _world: World): Promise<void> {}

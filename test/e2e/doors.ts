import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { SignIn, World } from './world.ts'

/** Whom the demo lets in, by first name. */
export const persons = {
  ines: 'RevOps and admin',
  marta: 'Sales manager',
  jonas: 'Account executive',
  ruth: 'CS manager',
  sofia: 'CSM',
} as const
export type Person = keyof typeof persons
type State = Awaited<ReturnType<BrowserContext['storageState']>>

/** Signs people in, each once on the real screen, and hands out what the browser then holds. */
export type Doors = {
  shared(person: Person): Promise<State>
  own(person: Person): Promise<State>
  cookie(person: Person): Promise<string>
}

export function openDoors(browser: Browser, world: World): Doors {
  const states = new Map<Person, Promise<State>>()
  const enter = async (person: Person): Promise<State> => {
    const context = await browser.newContext({ baseURL: world.demo.url })
    try {
      const page = await context.newPage()
      await page.goto('/sign-in')
      await signIn(page, signInOf(world, person))
      await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
      return await context.storageState()
    } finally {
      await context.close()
    }
  }
  const shared = (person: Person): Promise<State> => {
    const state = states.get(person) ?? enter(person)
    states.set(person, state)
    return state
  }
  return {
    shared,
    own: enter,
    cookie: async (person) => {
      const { cookies } = await shared(person)
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
  }
}

export function signInOf(world: World, person: Person): SignIn {
  const found = world.demo.people.get(person)
  if (!found) throw new Error(`The demo printed no password for ${person}, ${persons[person]}`)
  return found
}

/** Fills in the sign-in screen that is open. */
export async function signIn(
  page: Page,
  { email, password }: Pick<SignIn, 'email' | 'password'>,
): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

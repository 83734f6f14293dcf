import { accessible } from '../axe.ts'
import { signIn, signInOf } from '../doors.ts'
import { at, gone, holds, seen } from '../expect.ts'
import type { Journey } from '../journey.ts'

export const signingIn: Journey = {
  name: 'Somebody signs in, is refused with a wrong password, comes back to where they wanted to go, and signs out',
  async run(stage) {
    stage.expectRefusal(401, /\/api\/v1\/(sign-in|session|workspace|notifications|handoffs|today)/)
    const page = await stage.visitor()
    await page.goto('/pipeline?status=submitted')
    await at(page, /\/sign-in/)
    await seen(page.getByRole('heading', { name: 'Sign in to Regalo Systems' }))
    const jonas = signInOf(stage.world, 'jonas')
    await signIn(page, { email: jonas.email, password: 'not the password at all' })
    await seen(page.getByRole('alert'))
    await holds(page.getByLabel('E-mail', { exact: true }), jonas.email)
    await holds(page.getByLabel('Password', { exact: true }), '')
    await accessible(page, 'Sign-in with a wrong password')
    await signIn(page, jonas)
    await at(page, /\/pipeline\?status=submitted$/)
    await seen(page.getByRole('heading', { name: 'Pipeline', level: 1 }))

    await page.getByRole('button', { name: 'Account of Jonas Weber' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await at(page, /\/sign-in/)
    await page.goto('/pipeline')
    await at(page, /\/sign-in/)
    await gone(page.getByRole('heading', { name: 'Pipeline', level: 1 }))
  },
}

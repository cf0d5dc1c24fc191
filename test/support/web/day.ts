// Somebody's day at the browser, told once and lived in both languages side by side.
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { logIn, openPage, photograph } from '../browser.ts'
import { LANGUAGES, type Language, type Say, sayIn } from './languages.ts'
import type { Account, WebHouse } from './web-house.ts'

export type Day = {
  language: Language
  say: Say
  page: Page
  me: Account
  /** What the browser complained of since it was last taken. */
  complaints: string[]
  photograph(name: string): Promise<void>
}

/** Opens a page for each and logs in there. */
export async function openDays(house: WebHouse, people: Record<Language, Account>): Promise<Day[]> {
  const open = async (language: Language): Promise<Day> => {
    const { page, complaints } = await openPage(house.browser, house.address, language)
    page.setDefaultTimeout(15_000)
    const me = people[language]
    await logIn(page, me.id, me.password)
    return {
      ...{ language, say: sayIn(language), page, me, complaints },
      photograph: name => photograph(page, `${name}-${language}`),
    }
  }
  return Promise.all(LANGUAGES.map(open))
}

/** A test that both live at once; what one of them meets is told with its language, and shown in a picture. */
export function inBoth(days: readonly Day[], sentence: string, live: (t: Test, day: Day) => Promise<void>) {
  return t.test(sentence, async t => {
    const lived = await Promise.allSettled(days.map(day => live(t, day)))
    for (const [index, outcome] of lived.entries()) {
      const day = days[index]
      if (outcome.status === 'fulfilled' || !day) continue
      await photograph(day.page, `failed-${day.language}`)
      t.fail(`${day.language}, at ${day.page.url()}: ${outcome.reason}`)
    }
  })
}

/** The same one after the other, where they would be in each other's way. */
export function inTurn(days: readonly Day[], sentence: string, live: (t: Test, day: Day) => Promise<void>) {
  for (const day of days) inBoth([day], `${day.language}: ${sentence}`, live)
}

/** What this role may not do: each address is refused with 403, by the API itself. */
export function refused(days: readonly Day[], asked: readonly (readonly [string, string])[]): void {
  t.test('the API refuses what is not for this role, with 403', async t => {
    for (const { page, me } of days) {
      for (const [method, path] of asked) t.equal(await statusOf(page, method, path), 403, `${me.id} ${path}`)
    }
  })
}

/** What the API answers to this browser, with its cookie and its token against forged requests. */
export async function statusOf(page: Page, method: string, path: string): Promise<number> {
  return (await page.evaluate(`(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const headers = { 'x-csrf-token': csrf, 'content-type': 'application/json' }
    const body = ${JSON.stringify(method)} === 'GET' ? undefined : '{}'
    const answer = await fetch('/api/v1' + ${JSON.stringify(path)}, { method: ${JSON.stringify(method)}, headers, body })
    return answer.status
  })()`)) as number
}

/** The menu holds these pages and no other, and the other addresses say that they are not for this role. */
export function pagesAre(days: readonly Day[], here: readonly string[], notHere: readonly string[]): void {
  inBoth(
    days,
    'the menu shows what this role may see; other pages are not to be had by their address',
    async (t, day) => {
      const { page, say } = day
      await page.getByRole('navigation').getByRole('link').first().waitFor()
      const links = page.getByRole('navigation', { name: say('nav.main') }).getByRole('link')
      const found = await Promise.all((await links.all()).map(link => link.getAttribute('href')))
      t.same(found, here, day.language)
      for (const path of notHere) {
        await page.goto(path)
        await page.getByText(say('not-allowed.title')).waitFor()
        t.equal(await page.getByRole('heading', { level: 1 }).count(), 0, `${path} shows nothing else`)
      }
      if (notHere.length > 0) await day.photograph(`not-allowed-${day.me.id}`)
      await page.goto('/')
    },
  )
}

/** Last in a file: nothing went wrong in the browser but the answers that were meant to be refused. */
export function noComplaints(days: readonly Day[], meant = /status of (401|403|404|409|422)/): void {
  t.test('the browser complained of nothing else than the refusals', t => {
    for (const { complaints, language } of days)
      t.same(
        complaints.filter(one => !meant.test(one)),
        [],
        language,
      )
    t.end()
  })
}

// The web app as people meet it: a real browser, the real house, a call that was really made.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import t from 'tap'
import { logIn, missingBrowser, openBrowser, openPage, photograph } from '../../support/browser.ts'
import { openHouse } from '../../support/house.ts'
import { openPhone } from '../../support/phones/phone.ts'
import { until } from '../../support/until.ts'

t.setTimeout(300_000)
const missing = await missingBrowser()
if (missing) {
  console.error(`The browser's tests are skipped: ${missing}`)
  t.plan(0, missing)
  process.exit(0)
}

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/recording.yaml': 'default: on\nkeep: 90d\n',
    'ivr-flows/main.yaml': `
flow: main
title: Hotline chính
language: vi
start:
  - menu: main-menu
    keys: { "1": sales }
sales:
  - queue: sales
`,
  },
})
const browser = await openBrowser()
t.teardown(async () => {
  await browser.close()
  await house.stop()
})
const address = `https://localhost:${house.ports.https}`
const [, , adminPassword = ''] = /Administrator\s+(\S+)\s+(\S+)/.exec(house.said()) ?? []

/** Name → password of one person a role. */
const passwords: Record<string, string> = { admin: adminPassword }
const conversation = await aCall()
for (const [id, name, role] of [
  ['quan', 'Đặng Văn Quân', 'manager'],
  ['suong', 'Lý Thị Sương', 'supervisor'],
] as const) {
  const { body } = await house.api('POST', '/api/v1/people', { id, name, role })
  passwords[id] = (body as { password: string }).password
}
const { body } = await house.api('POST', '/api/v1/people/ann/password', {})
passwords.ann = (body as { password: string }).password

const PAGES: Readonly<Record<string, string>> = {
  floor: '/floor',
  calls: '/calls',
  conversation: `/calls/${conversation}`,
  reports: '/reports',
  people: '/people',
  files: '/settings',
  versions: '/settings/versions',
  trunks: '/settings/trunks',
  start: '/start',
}

for (const language of ['vi', 'en'] as const) {
  t.test(`an admin finds every page in ${language}, without a complaint of the browser`, async t => {
    const { page, complaints, close } = await openPage(browser, address, language)
    await logIn(page, 'admin', passwords.admin ?? '')
    complaints.length = 0
    for (const [name, path] of Object.entries(PAGES)) {
      await open(page, path)
      await photograph(page, `${name}-${language}`)
      t.equal(await page.locator('[data-failure]').count(), 0, `${name} has no error to show`)
      t.same(complaints.splice(0), [], `${name} gives the browser nothing to complain of`)
      t.same(await seriousIssues(page), [], `axe finds nothing serious in ${name}`)
      // Axe itself tries what our pages forbid.
      complaints.length = 0
      t.equal(await page.locator('html').getAttribute('lang'), language)
    }
    await close()
  })
}

t.test('in dark colours the pages can be read as well', async t => {
  const { page, close } = await openPage(browser, address, 'vi', { colorScheme: 'dark' })
  await page.goto('/log-in')
  await page.locator('button[type=submit]').waitFor()
  t.same(await seriousIssues(page), [])
  await photograph(page, 'log-in-vi-dark')
  await logIn(page, 'admin', passwords.admin ?? '')
  for (const name of ['floor', 'conversation', 'reports', 'files']) {
    await open(page, PAGES[name] ?? '/')
    await photograph(page, `${name}-vi-dark`)
    t.same(await seriousIssues(page), [], name)
  }
  await close()
})

t.test(
  'a wrong password is told, and who is not logged in sees the log-in page and nothing else',
  async t => {
    const { page, close } = await openPage(browser, address, 'en')
    await page.goto('/people')
    await page.locator('input[autocomplete=username]').fill('admin')
    await page.locator('input[autocomplete=current-password]').fill('not the password')
    await page.locator('button[type=submit]').click()
    await page.getByRole('alert').waitFor()
    t.match(await page.getByRole('alert').textContent(), /wrong/)
    t.equal(await page.getByRole('navigation').count(), 0)
    await photograph(page, 'log-in-wrong-en')
    await close()
  },
)

for (const [who, allowed, forbidden] of [
  ['quan', ['/floor', '/reports', '/people', '/settings'], ['/start']],
  ['suong', ['/floor', '/calls', '/reports', '/people'], ['/settings', '/start']],
  ['ann', ['/desk', '/calls'], ['/floor', '/reports', '/people', '/settings']],
] as const) {
  t.test(`${who} sees what his role may, and a page that says so for the rest`, async t => {
    const { page, close } = await openPage(browser, address, 'vi')
    await logIn(page, who, passwords[who] ?? '')
    for (const path of allowed) {
      await open(page, path)
      t.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${path} is there`)
      await photograph(page, `${who}${path.replaceAll('/', '-')}-vi`)
    }
    for (const path of forbidden) {
      await open(page, path)
      t.match(
        await page.locator('#main').textContent(),
        /không dành cho vai trò/,
        `${path} is not for ${who}`,
      )
    }
    await photograph(page, `not-allowed-${who}-vi`)
    await close()
  })
}

t.test('an agent takes a break and comes back, and a supervisor sees it at once', async t => {
  const desk = await openPage(browser, address, 'en')
  const floor = await openPage(browser, address, 'en')
  await logIn(desk.page, 'ann', passwords.ann ?? '')
  await logIn(floor.page, 'suong', passwords.suong ?? '')
  await open(desk.page, '/desk')
  await open(floor.page, '/floor')
  await desk.page.getByRole('button', { name: 'Take a break' }).click()
  await desk.page.getByRole('menuitem', { name: 'Lunch' }).click()
  const row = floor.page.getByRole('row', { name: /Nguyễn Thị An/ })
  await row.getByText('Lunch').waitFor()
  await photograph(desk.page, 'desk-paused-en')
  await desk.page.getByRole('button', { name: 'Ready for calls' }).click()
  await row.getByText('Lunch').waitFor({ state: 'detached' })
  t.pass('the floor followed')
  await desk.close()
  await floor.close()
})

t.test('a caller who waits is seen on the floor, and a supervisor may hang up on him', async t => {
  const { page, complaints, close } = await openPage(browser, address, 'vi')
  const caller = await openPhone({
    server: house.sip,
    listen: { address: '127.0.0.2' },
    user: '0905111222',
  })
  await logIn(page, 'suong', passwords.suong ?? '')
  complaints.length = 0
  await open(page, '/floor')
  const call = await caller.dial('02871099999')
  await call.answered()
  await call.press('1')
  const row = page.getByRole('row', { name: /0905 111 222/ })
  await row.getByText('Đang chờ').waitFor()
  await photograph(page, 'floor-waiting-vi')
  t.same(complaints.splice(0), [], 'the browser has nothing to complain of')
  await row.getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Ngắt cuộc gọi' }).click()
  await photograph(page, 'floor-hang-up-vi')
  await page.getByRole('dialog').getByRole('button', { name: 'Ngắt cuộc gọi' }).click()
  await call.ended()
  await row.waitFor({ state: 'detached' })
  t.pass('the call is over, for him and on the floor')
  await caller.close()
  await close()
})

t.test("a report's number opens the calls it counts", async t => {
  const { page, complaints, close } = await openPage(browser, address, 'en')
  await logIn(page, 'quan', passwords.quan ?? '')
  await open(page, '/reports')
  complaints.length = 0
  await page.getByText('Chart', { exact: true }).click()
  await page.locator('[_echarts_instance_] svg path').first().waitFor({ state: 'attached' })
  await photograph(page, 'report-chart-en')
  t.same(complaints, [], 'the chart gives the browser nothing to complain of')
  await page.getByText('Table', { exact: true }).click()
  const number = page.getByRole('table').getByRole('link').first()
  const counted = Number(await number.textContent())
  await number.click()
  await page.waitForURL(/\/calls\?/)
  await page.getByRole('row').nth(1).waitFor()
  t.equal((await page.getByRole('row').count()) - 1, counted)
  await close()
})

t.test('a recording is drawn for both parties, and plays', async t => {
  const { page, close } = await openPage(browser, address, 'en')
  await logIn(page, 'suong', passwords.suong ?? '')
  await open(page, `/calls/${conversation}`)
  await page.getByRole('button', { name: 'Play' }).click()
  const time = () => page.evaluate('document.querySelector("audio").currentTime') as Promise<number>
  await until(async () => (await time()) > 0.3, 10_000, 'the player goes on')
  t.pass('it plays')
  await close()
})

t.test('an address that is none is told in the page, with 404', async t => {
  const { page, close } = await openPage(browser, address, 'vi')
  await logIn(page, 'admin', passwords.admin ?? '')
  const answer = await page.goto('/no-such-page')
  t.equal(answer?.status(), 404)
  await page.getByText('Không có trang này').waitFor()
  await photograph(page, 'not-found-vi')
  const policy = (await answer?.allHeaders())?.['content-security-policy'] ?? ''
  t.match(policy, /default-src 'none'/)
  t.notMatch(policy, /unsafe/)
  await close()
})

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('#main').waitFor()
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {})
  await until(
    async () => (await page.getByRole('status', { name: /Đang tải|Loading/ }).count()) === 0,
    10_000,
    path,
  )
}

/** Kinds of mistakes that keep people with a handicap from using the page. */
async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  return (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')))`)) as string[]
}

/** One caller, one agent, a few seconds of talk. @returns the conversation, when its recordings are stored */
async function aCall(): Promise<string> {
  const ann = await openPhone({ server: house.sip, account: house.account('ann') })
  const caller = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' }, user: '0912345678' })
  const call = await caller.dial('02871099999')
  await call.answered()
  await call.press('1')
  const talk = await ann.rings()
  talk.ring()
  await talk.answer()
  call.say(700)
  talk.say(1100)
  await call.hears(1100)
  await talk.hears(700)
  // Long enough to be listened to.
  const since = Date.now()
  await until(() => Date.now() - since > 4_000, 5_000)
  call.hangUp()
  await talk.ended()
  const stored =
    "select conversation from recordings group by 1 having bool_and(state = 'stored') and count(*) = 2"
  const [row] = await until(
    async () => {
      const rows = await house.rows<{ conversation: string }>(stored)
      return rows.length > 0 && rows
    },
    20_000,
    'both tracks are in the archive',
  )
  await ann.close()
  await caller.close()
  return row?.conversation ?? ''
}

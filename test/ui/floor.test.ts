// A floor of 300 calls and 100 agents in a real browser: few rows are drawn, all can be reached.
import { join } from 'node:path'
import t from 'tap'
import { openSession } from '../../src/postgres/sessions.ts'
import { buildPages } from '../../src/runtime/pages.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { LiveTraffic } from '../bench/live-traffic.ts'
import { missingBrowser, openBrowser, openPage, photograph, seriousIssues } from '../support/browser.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { penFor } from '../support/pen.ts'
import { until } from '../support/until.ts'

t.setTimeout(180_000)
const why = await missingBrowser()
const checkout = join(import.meta.dirname, '../..')
const CALLS = 300
const numberOf = (n: number) => `+8490${1_000_000 + n}`

t.test(
  'of hundreds of calls those are drawn that can be seen, and each can be reached',
  { skip: why ?? false },
  async t => {
    const pages = await buildPages(join(checkout, '.tongdai'))
    const house = await frontDeskFor(t, checkout, () => ({ pages }))
    const { db, redis, keys, secrets } = house
    await redis.set(keys.pulse, JSON.stringify({ state: 'active', at: Date.now(), house: 1_000_000 }))
    const pen = await penFor(t, house)
    const traffic = new LiveTraffic(pen, { agents: 100, queues: 20, calls: CALLS }, n => {
      const contact = contactRef(secrets.contactKey, numberOf(n))
      return { contact, sealed: seal(secrets.sealKey, numberOf(n), contact) }
    })
    await traffic.fill()
    const orders = house.switchboard()
    await db.query(`insert into people (id, name, role) values ('boss', 'Lan', 'admin')`)
    const session = await openSession(db, { person: 'boss', address: '127.0.0.1', browser: 'test' })
    const browser = await openBrowser()
    t.teardown(() => browser.close())
    const { url } = house.office
    const { page, complaints } = await openPage(browser, url, 'en')
    page.setDefaultTimeout(15_000)
    await page
      .context()
      .addCookies([
        { name: 'tongdai', value: session.secret, url, httpOnly: true, secure: true, sameSite: 'Strict' },
      ])
    await page.goto('/floor')
    const table = page.getByRole('table').filter({ hasText: 'Caller' })
    const rows = table.locator('tr[data-row]')
    await rows.first().waitFor()

    t.equal(await table.getAttribute('aria-rowcount'), `${CALLS + 1}`, 'who hears the page hears of all')
    t.ok((await rows.count()) < 60, `${await rows.count()} rows are drawn`)
    const ofBoard = (what: string) => page.evaluate(`(box => ${what})(document.querySelector('.board'))`)
    const heights = (await ofBoard(
      `[...new Set([...box.querySelectorAll('tr[data-row]')].map(row => row.offsetHeight))]`,
    )) as number[]
    t.equal(heights.length, 1, `all of one height: ${heights}`)
    const highPx = (await ofBoard('box.scrollHeight')) as number
    const wholePx = (CALLS + 1) * (heights[0] ?? 0)
    t.ok(
      Math.abs(highPx - wholePx) < 0.05 * wholePx,
      `it scrolls as far as all rows would: ${highPx} of ${wholePx} px`,
    )
    t.same(complaints, [])
    t.same(await seriousIssues(page), [])
    // Axe itself tries what our pages forbid.
    complaints.length = 0
    await photograph(page, 'floor-many-en')

    await rows.first().getByRole('button').focus()
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press('Tab')
      // No hand is quicker than two frames.
      await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    }
    const here = async () =>
      Number(
        await page.evaluate(`document.activeElement.closest('tr[data-row]')?.getAttribute('aria-rowindex')`),
      )
    t.equal(await here(), 42, 'Tab goes from row to row, past what was drawn at first')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Hang up' }).waitFor()
    await ofBoard('box.scrollTo(0, box.scrollHeight)')
    await table.locator(`tr[aria-rowindex="${CALLS + 1}"]`).waitFor()
    t.equal(await table.locator('tr[aria-rowindex="42"]').count(), 1, 'the row whose menu is open stays')
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem', { name: 'Hang up' }).waitFor({ state: 'detached' })
    await until(async () => (await here()) === 42, 5_000, 'the focus is back on its button')

    await page.getByRole('textbox', { name: 'Find a caller by number' }).fill('1 000 123')
    await until(async () => (await rows.count()) === 1, 5_000, 'one is found')
    await rows.getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Hang up' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click()
    await until(() => orders.length === 1, 5_000, 'the order comes')
    t.match(orders[0], { conversation: 'call000000000123' })
    t.same(complaints, [])
  },
)

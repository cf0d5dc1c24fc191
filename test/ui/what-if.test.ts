// The page "What if" in a real browser: nothing on record, an imagined day, a recorded day, and the sliders.
import { join } from 'node:path'
import t from 'tap'
import { buildPages } from '../../src/runtime/pages.ts'
import {
  missingBrowser,
  openBrowser,
  openPage,
  openPath,
  photograph,
  seriousIssues,
} from '../support/browser.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { putDayOnRecord } from '../support/recorded-day.ts'

t.setTimeout(180_000)
const why = await missingBrowser()

t.test(
  'a manager moves the sliders and sees what the day would have been',
  { skip: why ?? false },
  async t => {
    const pages = await buildPages(join(import.meta.dirname, '../../.tongdai'))
    const house = await frontDeskFor(t, undefined, () => ({ pages }))
    const { openSession } = await import('../../src/postgres/sessions.ts')
    await house.db.query(`insert into people (id, name, role) values ('quan', 'Đặng Văn Quân', 'manager')`)
    const session = await openSession(house.db, { person: 'quan', address: '127.0.0.1', browser: 'test' })
    const browser = await openBrowser()
    t.teardown(() => browser.close())
    const url = house.office.url
    const cookie = { name: 'tongdai', value: session.secret, url, httpOnly: true, secure: true }
    const opened = async (language: 'vi' | 'en') => {
      const { page, complaints } = await openPage(browser, url, language)
      await page.context().addCookies([{ ...cookie, sameSite: 'Strict' }])
      await openPath(page, '/what-if')
      return { page, complaints }
    }

    const { page, complaints } = await opened('vi')
    await page.getByText('Chưa có ngày nào để mô phỏng').waitFor()
    await photograph(page, 'what-if-none-vi')
    await page.getByRole('button', { name: 'Giả định một ngày' }).click()
    await page.getByText('Mức phục vụ theo nửa giờ').waitFor()
    await page.locator('svg path').first().waitFor()
    await photograph(page, 'what-if-imagined-vi')

    await putDayOnRecord(house.db, Date.parse('2026-03-02T08:00:00+07:00'))
    await page.getByText('Ngày đã ghi').click()
    await page.getByText('2026-03-02').waitFor()
    const agents = page.getByRole('slider', { name: 'Nhân viên' })
    await agents.focus()
    await agents.press('ArrowRight')
    await agents.press('ArrowRight')
    await page.getByText('chắc chắn tốt hơn').first().waitFor()
    t.match(await page.locator('#main').innerText(), /\+2/)
    await page.locator('[aria-busy=false] table').waitFor()
    await photograph(page, 'what-if-vi')
    t.same(await seriousIssues(page), [], 'no serious accessibility issue')
    await page.getByRole('button', { name: 'Bỏ mọi thay đổi' }).click()
    await page.getByText('chắc chắn tốt hơn').first().waitFor({ state: 'detached' })
    await page.getByLabel('Ngày', { exact: true }).fill('2026-03-01')
    await page.getByText('Ngày này không có cuộc gọi vào hàng đợi').waitFor()

    const english = await opened('en')
    await english.page.getByText('Service level by half hour').waitFor()
    const wrapUp = english.page.getByRole('slider', { name: 'Wrap-up' })
    await wrapUp.focus()
    await wrapUp.press('Home')
    await english.page.getByText('surely better').first().waitFor()
    await english.page.locator('[aria-busy=false] table').waitFor()
    await photograph(english.page, 'what-if-en')
    const own = [...complaints, ...english.complaints].filter(line => !/404|403/.test(line))
    t.same(own, [], 'the browser has nothing to complain of')
  },
)

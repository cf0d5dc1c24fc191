// The pages by which a house is kept in order: audit log, API tokens, sessions, legal hold; in both languages, light
// and dark, by mouse and by keyboard.
import t from 'tap'
import { authenticator } from '../../support/authenticator.ts'
import { logIn, missingBrowser, openBrowser, openPage, openPath, photograph } from '../../support/browser.ts'
import { openHouse } from '../../support/house.ts'
import { seriousIssues } from '../../support/web/axe.ts'

t.setTimeout(300_000)
const missing = await missingBrowser()
if (missing) {
  console.error(`The browser's tests are skipped: ${missing}`)
  t.plan(0, missing)
  process.exit(0)
}

const house = await openHouse()
const browser = await openBrowser()
t.teardown(async () => {
  await browser.close()
  await house.stop()
})
const address = `https://localhost:${house.ports.https}`
const [, , adminPassword = ''] = /Administrator\s+(\S+)\s+(\S+)/.exec(house.said()) ?? []
const passwords: Record<string, string> = { admin: adminPassword }
for (const [id, name, role] of [
  ['quan', 'Đặng Văn Quân', 'manager'],
  ['suong', 'Lý Thị Sương', 'supervisor'],
] as const) {
  const { body } = await house.api('POST', '/api/v1/people', { id, name, role })
  passwords[id] = (body as { password: string }).password
}
await house.rows(
  `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version,
     language, queue, agent, arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
     result, reason, who, keys)
   select 'call' || n, 'voice', 'main', 'carrier', 'c' || n, 'national', 'main', 'v0123456789', 'vi', 'sales', 'ann',
     now() - n * interval '1 hour', now() - n * interval '1 hour', now() - n * interval '1 hour',
     now() - n * interval '1 hour' + interval '2 minutes', 5000, 2000, 90000, 10000,
     'answered', 'caller-hung-up', 'caller', '[]' from generate_series(1, 3) as n`,
)
await house.rows(
  `insert into audit (person, action, object, details) values
     ('suong', 'recordings.listen-mixed', 'call1', '{}'),
     ('retention', 'recordings.erase', '2026-03-02', '{"recordings": ["a", "b"], "bytes": 52000}'),
     ('link:quan', 'recordings.listen-mixed', 'call2', '{"address": "203.0.113.9"}'),
     ('suong', 'calls.requeue', 'call3', '{"queue": "support"}'),
     ('suong', 'agents.force', 'ann', '{"state": "paused", "reason": "training"}')`,
)
await house.api('PATCH', '/api/v1/people/suong', { name: 'Lý Thị Thu Sương' })

t.test('the log tells who did what, is filtered, and leads to the call', async t => {
  const { page, complaints, close } = await openPage(browser, address, 'en')
  await logIn(page, 'admin', passwords.admin ?? '')
  complaints.length = 0
  await openPath(page, '/audit')
  const row = page
    .getByRole('row', { name: /Listened to both parties/ })
    .filter({ hasText: 'Lý Thị Thu Sương' })
  await row.waitFor()
  t.match(
    await page
      .getByRole('row', { name: /Changed a person/ })
      .first()
      .textContent(),
    /→ Lý Thị Thu Sương/,
  )
  await page.getByRole('combobox', { name: 'Deed' }).click()
  await page.getByRole('option', { name: 'Listened', exact: true }).click()
  await page.getByText('Entries shown: 2').waitFor()
  await photograph(page, 'audit-filtered-en')
  await row.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/calls/call1')
  await page.getByText('Hotline chính').first().waitFor()
  await page.goBack()
  await page.getByText('Entries shown: 2').waitFor()
  t.pass('the filter stands in the address')
  await openPath(page, '/audit?deed=people')
  await page
    .getByRole('row', { name: /Changed a person/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('dialog').getByText('Logged in at').waitFor()
  await photograph(page, 'person-sessions-en')
  t.same(complaints, [])
  await close()
})

t.test('a token is made by keyboard, shown once, works, and is withdrawn', async t => {
  const { page, close } = await openPage(browser, address, 'en')
  await logIn(page, 'admin', passwords.admin ?? '')
  await openPath(page, '/settings/tokens')
  await photograph(page, 'tokens-none-en')
  await page.getByRole('button', { name: 'Make a token' }).first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('For what').waitFor()
  await page.keyboard.type('CRM')
  await photograph(page, 'token-new-en')
  t.same(await seriousIssues(page), [])
  await page.keyboard.press('Enter')
  await dialog.getByText('Shown only once').waitFor()
  await photograph(page, 'token-made-en')
  await dialog.getByRole('button', { name: 'Copy' }).click()
  const token = await page.evaluate('navigator.clipboard.readText()')
  t.match(token, /^tongdai_[\w-]{43}$/)
  const headers = { authorization: `Bearer ${token}` }
  const ask = async () => (await page.context().request.get('/api/v1/cdrs', { headers })).status()
  t.equal(await ask(), 200)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('row', { name: /CRM/ }).waitFor()
  await openPath(page, '/settings/tokens')
  await photograph(page, 'tokens-one-en')
  await page.getByRole('button', { name: 'Withdraw: CRM' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('There are no tokens yet').waitFor()
  t.equal(await ask(), 401)
  await close()
})

t.test('everybody sees where he is logged in, and ends it elsewhere', async t => {
  const here = await openPage(browser, address, 'vi')
  const elsewhere = await openPage(browser, address, 'vi')
  for (const { page } of [here, elsewhere]) await logIn(page, 'suong', passwords.suong ?? '')
  await here.page.getByRole('button', { name: /Tài khoản của/ }).click()
  await here.page.getByRole('menuitem', { name: 'Nơi đang đăng nhập' }).click()
  await here.page.waitForURL('**/sessions')
  await here.page.getByText('thiết bị này').waitFor()
  await photograph(here.page, 'sessions-vi')
  await here.page.getByRole('button', { name: /^Kết thúc: Chrome/ }).click()
  await photograph(here.page, 'sessions-end-vi')
  await here.page.getByRole('dialog').getByRole('button', { name: 'Kết thúc' }).click()
  await here.page.getByText('Đã kết thúc phiên').waitFor()
  await elsewhere.page.goto('/sessions')
  await elsewhere.page.locator('input[autocomplete=username]').waitFor()
  t.equal(await here.page.locator('[data-session]').count(), 1)
  await here.close()
  await elsewhere.close()
})

t.test('a second factor is switched on with a QR code, and asked for at the next log-in', async t => {
  const { page, complaints, close } = await openPage(browser, address, 'vi')
  await logIn(page, 'quan', passwords.quan ?? '')
  await openPath(page, '/sessions')
  complaints.length = 0
  await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Mật khẩu hiện tại').fill(passwords.quan ?? '')
  await dialog.getByRole('button', { name: 'Tiếp tục' }).click()
  await dialog.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor()
  const key = (await dialog.locator('[data-secret]').getAttribute('data-secret')) ?? ''
  const code = authenticator(key)
  await photograph(page, 'second-factor-vi')
  t.same(await seriousIssues(page), [])
  complaints.length = 0
  await dialog.getByLabel('Mã sáu chữ số trong ứng dụng').fill(code(-1))
  await dialog.getByRole('button', { name: 'Bật xác thực hai lớp' }).click()
  const [recovery = ''] = (await dialog.locator('[data-recovery]').innerText()).split('\n')
  await photograph(page, 'recovery-codes-vi')
  await dialog.getByRole('button', { name: 'Tôi đã cất các mã' }).click()
  await page.getByText('Mã dự phòng còn lại: 10').waitFor()
  t.same(complaints, [])
  await close()
  for (const given of [code(), recovery]) {
    const again = await openPage(browser, address, 'vi')
    await again.page.goto('/')
    await again.page.locator('input[autocomplete=username]').fill('quan')
    await again.page.locator('input[autocomplete=current-password]').fill(passwords.quan ?? '')
    await again.page.getByRole('button', { name: 'Đăng nhập' }).click()
    const field = again.page.getByLabel('Mã xác thực')
    await field.fill('000000')
    await again.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await again.page.getByRole('alert').getByText('Đây không phải mã lúc này').waitFor()
    await photograph(again.page, 'log-in-code-vi')
    await field.fill(given)
    await again.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await again.page.getByRole('navigation').waitFor()
    await again.close()
  }
  const admin = await openPage(browser, address, 'vi')
  await logIn(admin.page, 'admin', passwords.admin ?? '')
  await openPath(admin.page, '/people?person=quan')
  await admin.page.getByRole('button', { name: 'Gỡ xác thực hai lớp' }).click()
  await admin.page.getByRole('dialog').last().getByRole('button', { name: 'Gỡ xác thực hai lớp' }).click()
  await admin.page.getByText('Đã gỡ xác thực hai lớp').waitFor()
  await admin.close()
})

t.test(
  'a manager holds a call with a reason and lifts it; a supervisor sees it and has no button',
  async t => {
    const { page, complaints, close } = await openPage(browser, address, 'vi')
    await logIn(page, 'quan', passwords.quan ?? '')
    complaints.length = 0
    await openPath(page, '/calls/call2')
    await page.getByRole('button', { name: 'Giữ lại' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Lý do').fill('Khiếu nại 17/2026')
    await photograph(page, 'hold-vi')
    t.same(await seriousIssues(page), [])
    complaints.length = 0
    await dialog.getByRole('button', { name: 'Giữ lại' }).click()
    await page.getByText(/Khiếu nại 17\/2026.*Đặng Văn Quân/).waitFor()
    await photograph(page, 'held-vi')
    await openPath(page, '/calls')
    await page.getByRole('img', { name: 'Đang giữ lại theo pháp lý' }).waitFor()
    await page.getByLabel('Chỉ cuộc gọi giữ lại').check()
    await page.getByText('Số cuộc gọi đang hiện: 1').waitFor()
    await photograph(page, 'calls-held-vi')
    const watcher = await openPage(browser, address, 'vi')
    await logIn(watcher.page, 'suong', passwords.suong ?? '')
    await openPath(watcher.page, '/calls/call2')
    await watcher.page.getByText('Đang giữ lại theo pháp lý').waitFor()
    t.equal(await watcher.page.getByRole('button', { name: 'Bỏ giữ lại' }).count(), 0)
    t.equal(await watcher.page.getByText('Khiếu nại').count(), 0)
    await watcher.close()
    await openPath(page, '/calls/call2')
    await page.getByRole('button', { name: 'Bỏ giữ lại' }).click()
    await dialog.getByLabel('Lý do').fill('Đã giải quyết')
    await dialog.getByRole('button', { name: 'Bỏ giữ lại' }).click()
    await page.getByRole('button', { name: 'Giữ lại', exact: true }).waitFor()
    t.same(complaints, [])
    await close()
  },
)

t.test('a number is erased: what is kept of it shows first, then nothing is left', async t => {
  await house.api('PUT', '/api/v1/customer', { number: '0938 471 265', name: 'Phan Thị Ngà' })
  const { page, complaints, close } = await openPage(browser, address, 'vi')
  await logIn(page, 'quan', passwords.quan ?? '')
  await openPath(page, '/customers')
  await page.getByText('Phan Thị Ngà').waitFor()
  complaints.length = 0
  await page.getByRole('button', { name: 'Xóa dữ liệu của một số' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Số điện thoại').fill('0938471265')
  await dialog.getByRole('button', { name: 'Xem đang lưu gì' }).click()
  await dialog.getByText('Khách hàng đã ghi').waitFor()
  await photograph(page, 'erase-vi')
  t.same(await seriousIssues(page), [])
  complaints.length = 0
  await dialog.getByRole('button', { name: 'Xóa vĩnh viễn' }).click()
  await page.getByText('Chưa có khách hàng nào').waitFor()
  t.same(complaints, [])
  await close()
})

t.test('each page can be read in both languages, light and dark', async t => {
  await house.api('POST', '/api/v1/tokens', { name: 'CRM', role: 'supervisor', days: 90 })
  await house.api('POST', '/api/v1/tokens', { name: 'Báo cáo hằng đêm', role: 'manager' })
  await house.api('PUT', '/api/v1/cdrs/call1/hold', { held: true, reason: 'Khiếu nại 21/2026' })
  const pages = {
    ...{ audit: '/audit', tokens: '/settings/tokens', sessions: '/sessions', held: '/calls/call1' },
    ...{ 'calls-held': '/calls', person: '/people?person=suong', 'start-ways': '/start' },
  }
  const readIn = async (language: 'vi' | 'en') => {
    const { page, complaints, close } = await openPage(browser, address, language)
    await logIn(page, 'admin', passwords.admin ?? '')
    complaints.length = 0
    for (const [name, path] of Object.entries(pages)) {
      await openPath(page, path)
      t.equal(await page.locator('[data-failure]').count(), 0, `${name} has no error to show`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await photograph(page, `${name}-${language}-${colorScheme}`)
        t.same(complaints, [], `${name} gives the browser nothing to complain of`)
        t.same(await seriousIssues(page), [], `${name} ${language} ${colorScheme}`)
        // Axe itself tries what our pages forbid.
        complaints.length = 0
      }
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await close()
  }
  await Promise.all([readIn('vi'), readIn('en')])
})

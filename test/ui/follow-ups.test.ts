// Who is to be called back, customers, calling a number and the alarm of its caps: in a real browser, in both languages.
import { join } from 'node:path'
import t from 'tap'
import { audit } from '../../src/postgres/audit.ts'
import { storeContacts } from '../../src/postgres/contacts.ts'
import { ask } from '../../src/postgres/database.ts'
import { openSession } from '../../src/postgres/sessions.ts'
import { buildPages } from '../../src/runtime/pages.ts'
import { unseal } from '../../src/secrets/sealing.ts'
import {
  missingBrowser,
  openBrowser,
  openPage,
  openPath,
  photograph,
  seriousIssues,
} from '../support/browser.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { layOutHouse } from '../support/house-folder.ts'
import { until } from '../support/until.ts'

t.setTimeout(240_000)
const why = await missingBrowser()
const checkout = join(import.meta.dirname, '../..')
const MAY_DIAL = {
  'config/trunks.yaml': '- { name: itsp, match: ["203.0.113.10"] }\n',
  'config/outbound.yaml': `
trunks: { itsp: { server: 203.0.113.10 } }
routes: [{ name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [itsp] }]
classes: { office: { routes: [vietnam] } }
agents: office
`,
}

async function housedPages() {
  const pages = await buildPages(join(checkout, '.tongdai'))
  const laid = await layOutHouse({ files: MAY_DIAL })
  t.teardown(() => laid.remove())
  const house = await frontDeskFor(t, laid.folder, () => ({ pages }))
  const { db, secrets } = house
  const { url } = house.office
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  await ask(
    db,
    `insert into people (id, name, role) values ('boss', 'Chị Hoa', 'admin'), ('sao', 'Sao', 'supervisor')`,
  )
  const numbers = { lan: '+84901234567', minh: '+84907654321', hoa: '+842838225678' }
  await storeContacts(db, secrets.sealKey, new Map(Object.entries(numbers)))
  const opened = async (person: string, language: 'vi' | 'en') => {
    const session = await openSession(db, { person, address: '127.0.0.1', browser: 'test' })
    const { page, complaints } = await openPage(browser, url, language)
    page.setDefaultTimeout(15_000)
    page.on(
      'response',
      answer => answer.status() === 404 && complaints.push(`${answer.status()} ${answer.url()}`),
    )
    // Who logs in elsewhere brings his language; here it is chosen.
    await page.addInitScript(`localStorage.setItem('tongdai-language', '${language}')`)
    const cookie = { name: 'tongdai', value: session.secret, url, httpOnly: true, secure: true }
    await page.context().addCookies([{ ...cookie, sameSite: 'Strict' }])
    return { page, complaints }
  }
  return { ...house, opened }
}

t.test('pages of who is to be called', { skip: why ?? false }, async t => {
  const house = await housedPages()
  const { db, secrets, opened } = house
  /** What was dialled. */
  const dialled: string[] = []
  let refusal: { status: number; code: string; sentence: string } | undefined
  house.switchboard(order => {
    if (order.type !== 'dial') return { ok: true }
    dialled.push(`${order.agent} ${unseal(secrets.sealKey, order.sealed, 'dial')}`)
    return refusal ? { ok: false, ...refusal } : { ok: true, details: { conversation: 'abcdefghijklmnop' } }
  })
  const gaveUp = (id: string, contact: string, queue: string, ago: string, due: string) =>
    ask(
      db,
      `insert into follow_ups (conversation, contact, queue, at, due_at, open_since)
       values ($1, $2, $3, now() - $4::interval, now() + $5::interval, now() - $4::interval)`,
      [id, contact, queue, ago, due],
    )

  await t.test('nobody is to be called back, and there are no customers', async t => {
    for (const language of ['vi', 'en'] as const) {
      const { page, complaints } = await opened('boss', language)
      for (const name of ['follow-ups', 'customers']) {
        await openPath(page, `/${name}`)
        await photograph(page, `${name}-empty-${language}`)
        t.same(await seriousIssues(page), [], `${name} ${language}`)
      }
      t.same(complaints, [])
    }
  })

  await gaveUp('c1', 'lan', 'sales', '3 hours', '1 hour')
  await gaveUp('c2', 'lan', 'sales', '20 minutes', '3 hours')
  await gaveUp('c3', 'minh', 'sales', '5 hours', '-1 hour')
  await gaveUp('c4', 'hoa', 'support', '1 hour', '23 hours')

  await t.test('an agent calls back, takes it, and says what came of it', async t => {
    const { page, complaints } = await opened('ann', 'vi')
    await openPath(page, '/follow-ups')
    const badge = page.getByRole('navigation').getByLabel('Cần gọi lại: 2, quá hạn: 1')
    await badge.waitFor()
    const rows = page.locator('[data-follow-up]')
    t.same(
      await rows.evaluateAll(all =>
        (all as unknown as { dataset: Record<string, string> }[]).map(({ dataset }) => dataset.followUp),
      ),
      ['c3', 'c1'],
      'those of her queue, the earliest deadline first',
    )
    const late = page.locator('[data-follow-up=c3]')
    await late.getByText('Quá hạn').waitFor()
    await late.getByRole('button', { name: 'Gọi 0907 654 321' }).click()
    await page.getByText('Máy của bạn đang đổ chuông: nhấc máy để gọi 0907 654 321').waitFor()
    t.same(dialled.splice(0), ['ann +84907654321'])
    await late.getByRole('button', { name: 'Nhận', exact: true }).click()
    await late.getByText('Bạn', { exact: true }).waitFor()
    await photograph(page, 'follow-ups-agent-vi')
    t.same(await seriousIssues(page), [])
    await late.getByRole('button', { name: 'Xong', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ghi chú').fill('Đã gửi báo giá')
    await photograph(page, 'follow-ups-done-dialog-vi')
    t.same(await seriousIssues(page), [])
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await late.waitFor({ state: 'detached' })
    await page.getByRole('navigation').getByLabel('Cần gọi lại: 1, quá hạn: 0').waitFor()
    await page.getByText('Đã xong', { exact: true }).first().click()
    await late.getByText('Đã gửi báo giá').waitFor()
    await photograph(page, 'follow-ups-done-vi')
    await late.getByRole('button', { name: 'Mở lại' }).click()
    await late.waitFor({ state: 'detached' })
    t.same(complaints, [])
  })

  await t.test('a supervisor sees all queues, and takes over what an agent has', async t => {
    await ask(db, `update follow_ups set taken_by = 'ann', taken_at = now() where conversation = 'c1'`)
    const { page, complaints } = await opened('sao', 'en')
    await openPath(page, '/follow-ups')
    t.equal(await page.locator('[data-follow-up]').count(), 3)
    const row = page.locator('[data-follow-up=c1]')
    await row.getByText('Nguyễn Thị An').waitFor()
    await photograph(page, 'follow-ups-en')
    t.same(await seriousIssues(page), [])
    t.equal(await row.getByRole('button', { name: /Call/ }).count(), 0, 'who has no phone can’t call')
    await row.getByRole('button', { name: 'Take over' }).click()
    await row.getByText('You', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Give back' }).click()
    await row.getByText('Nobody yet').waitFor()
    await page.getByText('Overdue (1)').click()
    await row.waitFor({ state: 'detached' })
    await page.locator('[data-follow-up=c3]').waitFor()
    t.same(complaints, [])
  })

  await t.test('customers are added, found, changed, imported and forgotten', async t => {
    const { page, complaints } = await opened('boss', 'en')
    await openPath(page, '/customers')
    await page.getByRole('button', { name: 'Add a customer' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Phone number').fill('Lan')
    await dialog.getByLabel('Name').fill('Nguyễn Thị Lan')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('This is no telephone number.').waitFor()
    complaints.length = 0
    await dialog.getByLabel('Phone number').fill('0901 234 567')
    await dialog.getByLabel('Segment').fill('gold')
    await dialog.getByLabel('A VIP customer').check({ force: true })
    await photograph(page, 'customers-form-en')
    t.same(await seriousIssues(page), [])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Edit Nguyễn Thị Lan' }).waitFor()
    await page.getByRole('button', { name: 'Import CSV' }).click()
    await dialog.getByLabel('Content').fill('number,name,segment,vip\nnobody,x,,\n')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await dialog.getByText('"nobody" is no telephone number.').waitFor()
    complaints.length = 0
    await photograph(page, 'customers-import-en')
    t.same(await seriousIssues(page), [])
    await dialog
      .getByLabel('Content')
      .fill('number,name,segment,vip\n0907654321,Trần Văn Minh,silver,no\n02838225678,Công ty Hòa Bình,,no\n')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('Customers imported: 2').waitFor()
    await page.getByRole('button', { name: 'Edit Trần Văn Minh' }).waitFor()
    await photograph(page, 'customers-en')
    t.same(await seriousIssues(page), [])
    const names = page.getByRole('button', { name: /^Edit / })
    for (const [wanted, name] of [
      ['tran van', 'Trần Văn Minh'],
      ['0901 234', 'Nguyễn Thị Lan'],
      ['gold', 'Nguyễn Thị Lan'],
    ] as const) {
      await page.getByLabel('Find by name, segment or number').fill(wanted)
      await until(async () => (await names.allTextContents()).join() === name, 10_000, wanted)
    }
    await names.click()
    await dialog.getByRole('button', { name: 'Forget this customer' }).click()
    await page.getByText('No customer matches').waitFor()
    t.same(complaints, [])

    const supervisor = await opened('sao', 'vi')
    await openPath(supervisor.page, '/customers')
    await supervisor.page.getByText('Công ty Hòa Bình').waitFor()
    t.equal(await supervisor.page.getByRole('button', { name: /Sửa|Thêm|Nhập/ }).count(), 0, 'he only looks')
    await photograph(supervisor.page, 'customers-supervisor-vi')
    t.same(await seriousIssues(supervisor.page), [])
    t.same(supervisor.complaints, [])
  })

  await t.test('a number is dialled from the desk; what is refused is told in a sentence', async t => {
    await db.query(
      `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
         queue, agent, arrived_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
       values ('c9', 'voice', 'main', 'carrier', 'lan', 'national', 'main', 'v', 'vi', 'sales', 'ann', now(), now(),
         0, 0, 0, 0, 'answered', 'caller-hung-up', 'caller', '[]')`,
    )
    await db.query(
      `insert into encounters (conversation, agent, arrived_at, talk_ms, wrap_up_ms) values ('c9', 'ann', now(), 0, 0)`,
    )
    for (const language of ['vi', 'en'] as const) {
      const { page, complaints } = await opened('ann', language)
      await openPath(page, '/desk')
      const field = page.getByLabel(language === 'vi' ? 'Số cần gọi' : 'Number to call')
      await field.fill('Lan')
      await field.press('Enter')
      await page.getByText(language === 'vi' ? 'Hãy nhập một số điện thoại.' : 'Enter a telephone').waitFor()
      refusal = { status: 403, code: 'own-number', sentence: 'This is a number of our own.' }
      await field.fill('028 7109 9999')
      await field.press('Enter')
      const told = language === 'vi' ? 'Đây là số của chính tổng đài' : 'This is a number of our own.'
      await page.getByText(told).waitFor()
      await photograph(page, `desk-dial-${language}`)
      t.same(await seriousIssues(page), [])
      complaints.length = 0
      refusal = undefined
      await field.fill('0901 234 567')
      await field.press('Enter')
      await until(async () => (await field.inputValue()) === '')
      await page
        .locator('#main')
        .getByRole('button', { name: /0901 234 567/ })
        .click()
      await until(() => dialled.length === 3)
      t.same(dialled.splice(0), ['ann 028 7109 9999', 'ann 0901 234 567', 'ann +84901234567'])
      await openPath(page, '/calls/c9')
      await page
        .locator('#main')
        .getByRole('button', { name: /0901 234 567/ })
        .click()
      await until(() => dialled.length === 1)
      dialled.length = 0
      await photograph(page, `call-dial-${language}`)
      t.same(complaints, [])
    }
  })

  await t.test('a cap that stopped somebody is told on every page, until it is hidden', async t => {
    const stopped = (object: string, code: string) =>
      audit(db, { who: object, action: 'phones.dial-stopped', object, details: { code, times: 3 } })
    await stopped('binh', 'too-many-calls')
    await stopped('trunk-full:itsp', 'trunk-full:itsp')
    for (const language of ['vi', 'en'] as const) {
      const { page, complaints } = await opened(language === 'vi' ? 'boss' : 'sao', language)
      await openPath(page, '/calls')
      const banner = page.locator('[data-dial-alarm=binh]')
      await banner.getByText('Trần Văn Bình').waitFor()
      await page.locator('[data-dial-alarm=itsp]').waitFor()
      await photograph(page, `dial-alarm-${language}`)
      t.same(await seriousIssues(page), [])
      await banner.getByRole('button').click()
      await banner.waitFor({ state: 'detached' })
      await openPath(page, '/follow-ups')
      await page.locator('[data-dial-alarm=itsp]').waitFor()
      t.equal(await banner.count(), 0, 'it stays hidden')
      t.same(complaints, [])
    }
    const agent = await opened('ann', 'vi')
    await openPath(agent.page, '/desk')
    t.equal(await agent.page.locator('[data-dial-alarm]').count(), 0, 'an agent has nothing to do with it')
  })
})

// The page "Prompts" in a real browser: listen, record by dropping a file, write a text, see what is missing.
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openSpoken } from '../../src/house/spoken.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { buildPages } from '../../src/runtime/pages.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import {
  missingBrowser,
  openBrowser,
  openPage,
  openPath,
  photograph,
  seriousIssues,
} from '../support/browser.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { testFolder } from '../support/stores.ts'

t.setTimeout(180_000)
const why = await missingBrowser()
const checkout = join(import.meta.dirname, '../..')

t.test('an admin hears, records and writes what callers hear', { skip: why ?? false }, async t => {
  const root = await testFolder(t, 'prompts-page')
  for (const folder of ['config', 'ivr-flows', 'sounds'])
    await cp(join(checkout, folder), join(root, folder), { recursive: true })
  const runtimeHome = join(checkout, '.tongdai')
  const runtime = await installRuntime({ home: runtimeHome })
  const voice = { espeak: runtime.program('espeak-ng'), sox: runtime.program('sox') }
  const pages = await buildPages(runtimeHome)
  const house = await frontDeskFor(t, root, home => {
    const speaker = openSpoken({ home }, { voice }, { failed: () => {} })
    t.teardown(speaker.close)
    return { speaker, pages }
  })
  house.switchboard()
  const { openSession } = await import('../../src/postgres/sessions.ts')
  await house.db.query(`insert into people (id, name, role) values ('boss', 'Chị Lan', 'admin')`)
  const session = await openSession(house.db, { person: 'boss', address: '127.0.0.1', browser: 'test' })

  const tone = join(root, 'tone.mp3')
  const made = ['-n', '-r', '22050', tone, 'synth', '2', 'sine', '440']
  await runCommand(voice.sox.command, [...voice.sox.args, ...made], { env: { ...voice.sox.env } })

  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const { page } = await openPage(browser, house.office.url)
  const url = house.office.url
  await page
    .context()
    .addCookies([
      { name: 'tongdai', value: session.secret, url, httpOnly: true, secure: true, sameSite: 'Strict' },
    ])
  const missing: string[] = []
  page.on('response', answer => answer.status() >= 400 && missing.push(`${answer.status()} ${answer.url()}`))
  await openPath(page, '/prompts')
  await photograph(page, 'prompts-vi')
  const row = (key: string) => page.locator(`tr[data-prompt=${key}]`)
  t.match(await row('welcome').innerText(), /Xin chào quý khách/)

  await row('welcome').getByRole('button', { name: 'Nghe welcome' }).click()
  await row('welcome').getByRole('button', { name: 'Dừng' }).waitFor()
  await row('welcome').getByRole('button', { name: 'Dừng' }).click()

  const file = (await readFile(tone)).toString('base64')
  const dropped = await page.evaluateHandle(`(() => {
    const carried = new DataTransfer()
    const bytes = Uint8Array.from(atob('${file}'), sign => sign.charCodeAt(0))
    carried.items.add(new File([bytes], 'tone.mp3'))
    return carried
  })()`)
  await row('welcome').dispatchEvent('drop', { dataTransfer: dropped })
  await row('welcome').getByText('Bản thu').waitFor()
  t.match(await row('welcome').innerText(), /2\.[0-9] s/)
  t.match(await row('welcome').innerText(), /Chị Lan/)

  await row('welcome')
    .getByRole('button', { name: /Thao tác khác/ })
    .click()
  await page.getByRole('menuitem', { name: 'Bỏ bản thu' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ bản thu' }).click()
  await row('welcome').getByText('Giọng đọc máy').waitFor()

  await row('goodbye')
    .getByRole('button', { name: /Thao tác khác/ })
    .click()
  await page.getByRole('menuitem', { name: 'Sửa nội dung' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill('Tạm biệt, hẹn gặp lại.')
  const spoken = page.waitForResponse(answer => answer.url().endsWith('/prompts/say'))
  await dialog.getByRole('button', { name: 'Nghe thử' }).click()
  t.equal((await spoken).status(), 200)
  await photograph(page, 'prompts-text-vi')
  await dialog.getByRole('button', { name: 'Lưu và phát hành' }).click()
  await row('goodbye').getByText('Tạm biệt, hẹn gặp lại.').waitFor()
  t.match(await readFile(join(root, 'sounds/vi/prompts.yaml'), 'utf8'), 'goodbye: Tạm biệt, hẹn gặp lại.')

  await page.getByRole('button', { name: 'Câu thoại mới' }).click()
  await dialog.getByLabel('Tên').fill('khuyen-mai')
  await dialog.locator('textarea').fill('Hôm nay có khuyến mãi.')
  await dialog.getByRole('button', { name: 'Lưu và phát hành' }).click()
  await row('khuyen-mai').waitFor()
  await openPath(page, '/prompts?language=en')
  await page.getByText('Tiếng Anh còn thiếu 1 câu thoại').waitFor()
  await photograph(page, 'prompts-missing-vi')
  t.same(await seriousIssues(page), [])
  await openPath(page, '/prompts?show=values')
  await page.getByText('hai mươi mốt', { exact: true }).waitFor()
  await photograph(page, 'prompts-values-vi')
  t.same(missing, [])
})

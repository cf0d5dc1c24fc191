// The page "Voicemail" in a real browser, and what flows leave behind on the other pages: in both languages.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { ask } from '../../src/postgres/database.ts'
import { storeMessages } from '../../src/postgres/messages.ts'
import { trackStored } from '../../src/postgres/recordings.ts'
import { openSession } from '../../src/postgres/sessions.ts'
import { buildPages } from '../../src/runtime/pages.ts'
import { seal } from '../../src/secrets/sealing.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import {
  missingBrowser,
  openBrowser,
  openPage,
  openPath,
  photograph,
  seriousIssues,
} from '../support/browser.ts'
import { frontDeskFor } from '../support/front-desk.ts'

t.setTimeout(180_000)
const why = await missingBrowser()
const checkout = join(import.meta.dirname, '../..')

t.test('messages are heard, noted, deleted and brought back', { skip: why ?? false }, async t => {
  const pages = await buildPages(join(checkout, '.tongdai'))
  const house = await frontDeskFor(t, checkout, () => ({ pages }))
  const { db, secrets, home } = house
  await ask(
    db,
    `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
       arrived_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms, result, reason, who, keys)
     values ('c1', 'voice', 'main', 'carrier', 'lan', 'national', 'main', 'v', 'vi', now(), now(), 0, 0, 0, 0,
       'left', 'caller-hung-up', 'caller', '[]')`,
  )
  const left = {
    conversation: 'c1',
    box: 'sales',
    startedAt: Date.now(),
    outcome: 'done',
    dropped: false,
  } as const
  const file = toneWav(440, 2)
  await mkdir(join(home, 'recordings'), { recursive: true })
  for (const n of [1, 2]) {
    await storeMessages(db, [{ ...left, recording: `c1-msg-${n}`, durationMs: n * 2_000 }])
    await writeFile(join(home, `recordings/${n}.wav`), file)
    const stored = { path: `${n}.wav`, sha256: 'x', bytes: file.length, durationMs: n * 2_000 }
    await trackStored(db, `c1-msg-${n}`, stored)
  }
  await ask(
    db,
    `insert into conversation_notes (id, conversation, at, name, sealed) values ('c1:3', 'c1', now(), 'order', $1)`,
    [seal(secrets.sealKey, '"4711"', 'lan')],
  )
  await ask(
    db,
    `insert into sendings (id, conversation, contact, send, asked_at, sealed, attempts, failure, try_after)
     values ('c1:4', 'c1', 'lan', 'order', now(), 'x', 3, 'status-500', now() + interval '1 hour')`,
  )
  await db.query(`insert into people (id, name, role) values ('boss', 'Chị Lan', 'admin')`)
  const session = await openSession(db, { person: 'boss', address: '127.0.0.1', browser: 'test' })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const { url } = house.office
  const opened = async (language: 'vi' | 'en') => {
    const { page, complaints } = await openPage(browser, url, language)
    const cookie = { name: 'tongdai', value: session.secret, url, httpOnly: true, secure: true }
    await page.context().addCookies([{ ...cookie, sameSite: 'Strict' }])
    page.on(
      'response',
      answer => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`),
    )
    return { page, complaints }
  }

  const { page, complaints } = await opened('vi')
  await openPath(page, '/voicemail')
  const menu = page.getByRole('navigation')
  await menu.getByLabel('2 lời nhắn chưa nghe').waitFor()
  const message = page.locator('[data-message=c1-msg-2]')
  await message.getByRole('button', { name: /Nghe lời nhắn/ }).click()
  await message.locator('audio').waitFor()
  await menu.getByLabel('1 lời nhắn chưa nghe').waitFor()
  t.equal(
    (await ask(db, `select 1 from audit where action = 'messages.listen'`)).length,
    1,
    'it is in the audit log',
  )
  await message.getByRole('textbox').fill('gọi lại sau 15 giờ')
  await message.getByRole('textbox').press('Enter')
  await page.getByText('Đã lưu ghi chú').waitFor()
  await photograph(page, 'voicemail-vi')
  t.same(await seriousIssues(page), [])
  await message.getByRole('button', { name: 'Xóa' }).click()
  await message.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await message.waitFor()

  await openPath(page, '/calls/c1')
  await page.getByText('Ghi chú của kịch bản').waitFor()
  await page.getByText('4711').waitFor()
  t.equal(await page.locator('#main audio').count(), 2, 'both messages can be heard there')

  const english = await opened('en')
  await openPath(english.page, '/voicemail')
  await english.page.getByRole('navigation').getByLabel('Messages that nobody has heard: 1').waitFor()
  await photograph(english.page, 'voicemail-en')
  await openPath(english.page, '/settings/sendings')
  await english.page.getByText('status-500').waitFor()
  await photograph(english.page, 'sendings-en')
  t.same(await seriousIssues(english.page), [])
  await english.page.getByRole('button', { name: 'Try again' }).click()
  await english.page.getByText('It is tried again for another day').waitFor()
  t.same([...complaints, ...english.complaints], [])
})

// What managers and admins do in a browser: a chart, a new person, a table of people, a changed configuration.
import t from 'tap'
import { logIn, missingBrowser, openBrowser, openPage, photograph } from '../../support/browser.ts'
import { openHouse } from '../../support/house.ts'

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
const [, , password = ''] = /Administrator\s+(\S+)\s+(\S+)/.exec(house.said()) ?? []
const { page, complaints } = await openPage(browser, address, 'en')
await logIn(page, 'admin', password)
t.test('a new house leads its admin to the first call', async t => {
  await page.goto('/')
  await page.waitForURL('**/start')
  await page.getByText('02871099999').waitFor()
  await photograph(page, 'start-new-en')
  t.pass('he is there')
})

t.test('a new person is made, and his passwords show once', async t => {
  await page.goto('/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('Id').fill('lan')
  await drawer.getByLabel('Name', { exact: false }).last().fill('Đỗ Thị Lan')
  await photograph(page, 'person-new-en')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Shown only once').waitFor()
  await photograph(page, 'person-passwords-en')
  t.equal(await drawer.locator('code').count(), 2, 'for the log-in and for the phone')
  await drawer.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('row', { name: /Đỗ Thị Lan/ }).waitFor()
})

t.test('a table with mistakes is not taken, and each mistake has its place', async t => {
  await page.goto('/people')
  await page.getByRole('button', { name: 'Import CSV' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel('Content')
    .fill('id,name,role,language,active,phone,queues\nbao,Bảo,king,vi,yes,bao,nowhere:1\n')
  await dialog.getByRole('button', { name: 'Check' }).click()
  await dialog
    .getByText(/line 2, column/)
    .first()
    .waitFor()
  await photograph(page, 'import-mistakes-en')
  t.ok(await dialog.getByRole('button', { name: 'Import', exact: true }).isDisabled())
  await dialog
    .getByLabel('Content')
    .fill('id,name,role,language,active,phone,queues\nbao,Bảo,agent,vi,yes,bao,sales:1\n')
  await dialog.getByRole('button', { name: 'Check' }).click()
  await dialog.getByText('No mistakes').waitFor()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.getByText('Shown only once').waitFor()
})

t.test('a mistake in a file shows at its line; who publishes second sees what the first changed', async t => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'config/trunks.yaml' }).click()
  const editor = page.locator('.cm-content')
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nnonsense: [')
  await page
    .getByText(/config\/trunks.yaml · line/)
    .first()
    .waitFor()
  await photograph(page, 'files-mistake-en')
  t.ok(await page.getByRole('button', { name: 'Publish' }).isDisabled())
  for (let key = 0; key < 'nonsense: ['.length + 1; key += 1) await page.keyboard.press('Backspace')
  await page.keyboard.type('# mine')
  await page.getByText('No mistakes found').waitFor()

  const { body } = await house.api('GET', '/api/v1/configuration')
  const { published, files } = body as { published: string; files: { path: string; text: string }[] }
  const theirs = files.map(({ path, text }) => ({
    path,
    text: path === 'config/queues.yaml' ? `${text}# theirs\n` : text,
  }))
  const answer = await house.api('POST', '/api/v1/configuration/publish', { base: published, files: theirs })
  t.equal(answer.status, 200)

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Somebody else published').waitFor()
  await photograph(page, 'files-conflict-en')
  await page.getByRole('button', { name: /Keep mine/ }).click()
  await page.getByRole('button', { name: 'Publish' }).click()
  await photograph(page, 'publish-en')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Nothing has been changed').waitFor()
  const now = (await house.api('GET', '/api/v1/configuration')).body as typeof body
  t.match(JSON.stringify(now), /# theirs/, 'his work is kept')
  t.match(JSON.stringify(now), /# mine/, 'and so is mine')
  await page.goto('/settings/versions')
  await page.getByText('running').waitFor()
  await photograph(page, 'versions-three-en')
})

t.test('the browser complained of nothing but the answers that were expected', async t => {
  const unexpected = complaints.filter(one => !/status of (401|409|422)/.test(one))
  t.same(unexpected, [])
})

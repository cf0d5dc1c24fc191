// Whatever somebody writes, or sends as his name, is text on every page: no script of it runs, no element of it
// appears.
import t from 'tap'
import { openPage } from '../../support/browser.ts'
import { openPhone } from '../../support/phones/phone.ts'
import { proves } from '../../support/proves.ts'
import { everythingIsWritten } from '../../support/records.ts'
import { until } from '../../support/until.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

/** Tells where it came from; its elements can be told from ours. */
const hostile = (where: string) =>
  `${where}<img src=x onerror=ran=1><script>ran=1</script>"'><svg onload=ran=1>`
const yaml = (text: string) => `'${text.replaceAll("'", "''")}'`
const [QUEUE, BOX, NOTE, PERSON, HEARD] = ['queue', 'box', 'note', 'person', 'heard'].map(hostile) as [
  string,
  string,
  string,
  string,
  string,
]
const [TITLE, FILE] = ['title', 'file'].map(hostile) as [string, string]

t.setTimeout(300_000)
const house = await openWebHouse(t, {
  'config/queues.yaml': ['sales', 'support']
    .map(
      name =>
        `- { name: ${name}, title: { vi: ${yaml(QUEUE)}, en: ${yaml(QUEUE)} }, ring: 20s, wrap-up: 3s }\n`,
    )
    .join(''),
  'config/boxes.yaml': `# ${FILE}\nsales:\n  title: { vi: ${yaml(BOX)}, en: ${yaml(BOX)} }\n  queue: sales\n`,
  'ivr-flows/english.yaml': `flow: english
title: ${yaml(TITLE)}
language: en
start:
  - note: { order: ${yaml(NOTE)} }
  - queue: support
    max-wait: 20m
    too-long: bye
bye:
  - hangup
`,
})
const { page, complaints } = await openPage(house.browser, house.address, 'en')
page.setDefaultTimeout(15_000)
const { hotline, from } = LINES.en

t.test('a person with a hostile name logs in, and is greeted by it', async t => {
  const { password } = await house.person('eve', PERSON, 'admin')
  t.equal((await house.api('PATCH', '/api/v1/people/giang', { name: hostile('agent') })).status, 200)
  await page.goto('/log-in')
  await page.locator('input[autocomplete=username]').fill('eve')
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main').waitFor()
  complaints.length = 0
  await isText('/people', PERSON, hostile('agent'))
})

t.test('callers with hostile names and numbers wait on the floor', async t => {
  const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  t.teardown(() => phone.close())
  const displayName = '<img src=x onerror=ran=1><script>ran=1</script>'
  const calls = [
    await phone.dial(hotline, { displayName, from: `+${from}` }),
    await phone.dial(hotline, { displayName, from: '%3Cimg%20src%3Dx%20onerror%3Dran%3D1%3E' }),
  ]
  await isText('/floor', QUEUE, hostile('agent'))
  const rows = page.locator('tr[data-row]').filter({ hasText: 'Waiting' })
  await until(async () => (await rows.count()) === 2, 15_000, 'both wait')
  await rows.filter({ hasText: LINES.en.shown }).waitFor()
  await nothingRan('/floor')
  await Promise.all(calls.map(call => call.hangUp()))
  await everythingIsWritten(house)
})

t.test('what is on record of them is text as well', async () => {
  const [{ conversation = '' } = {}] = await house.rows<{ conversation: string }>(
    'select conversation from conversations order by arrived_at limit 1',
  )
  await isText('/calls', QUEUE)
  await isText(`/calls/${conversation}`, NOTE, QUEUE)
  await isText('/reports', QUEUE)
  await house.api('PUT', `/api/v1/cdrs/${conversation}/hold`, { reason: hostile('hold') })
  const recording = `${conversation}-msg-1`
  await house.rows(
    `with sound as (insert into recordings (recording, conversation, party, agent, started_at, duration_ms, state)
       values ($1, $2, 'message', '', now(), 3000, 'stored'))
     insert into messages (recording, conversation, box, at) values ($1, $2, 'sales', now())`,
    [recording, conversation],
  )
  const path = `/api/v1/messages/${recording}`
  const answer = await house.api('PATCH', path, { note: HEARD, heard: false })
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  await page.goto('/voicemail')
  const noted = page.locator(`[data-message="${recording}"]`).getByRole('textbox')
  await until(async () => (await noted.inputValue()) === HEARD, 15_000, 'the note of the message')
  await isText('/voicemail', BOX)
  await isText('/audit')
  await isText('/settings', FILE)
  await isText('/flows')
})

t.test('a hostile name makes no line of its own in any log, and no escape reaches a terminal', async t => {
  const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  t.teardown(() => phone.close())
  const names = ['\u001b[31mred\u001b[2J', '%n%s%x%p', `%0d%0aERROR fake`, 'ERROR fake '.repeat(370)]
  for (const displayName of names) {
    const call = await phone.dial(hotline, { displayName, from: `+${from + 7}` }).catch(() => undefined)
    await call?.hangUp()
  }
  await everythingIsWritten(house)
  const own = await Promise.all((['keeper', 'switchboard', 'office'] as const).map(house.log))
  const lines = own.flatMap(text => text.split('\n').filter(Boolean))
  t.ok(lines.length > 20)
  for (const line of lines) {
    t.doesNotThrow(() => JSON.parse(line), line.slice(0, 100))
    const isControl = (sign: string) => sign < ' ' || (sign >= '\u007f' && sign <= '\u009f')
    if ([...line].some(isControl)) t.fail(`a control character: ${JSON.stringify(line.slice(0, 100))}`)
  }
  t.notOk(
    lines.some(line => line.startsWith('ERROR')),
    'no line is faked',
  )
  t.ok(Math.max(...lines.map(line => line.length)) < 16_000, 'nor filled by a long name')
  proves(
    t,
    'S14',
    `${names.length} hostile caller names sent (line breaks percent-encoded), ${lines.length} lines in our three logs, each one JSON text without control characters`,
  )
})

t.test('the browser had nothing to complain of', async t => {
  t.same(complaints, [])
  proves(
    t,
    'S13',
    'hostile names of people, queues, boxes, flows, notes and callers are text on 9 pages; no script ran',
  )
})

/** Each of these texts stands on the page as it was written. */
async function isText(path: string, ...texts: string[]): Promise<void> {
  await page.goto(path)
  await page.locator('#main').locator('h1, h2').first().waitFor()
  for (const text of texts) await page.getByText(text).first().waitFor({ state: 'attached' })
  await nothingRan(path)
}

async function nothingRan(path: string): Promise<void> {
  const found = await page.evaluate(`({
    ran: 'ran' in window,
    elements: document.querySelectorAll('img[src=x], [onerror], [onload], body script:not([src])').length,
  })`)
  t.same(found, { ran: false, elements: 0 }, path)
}

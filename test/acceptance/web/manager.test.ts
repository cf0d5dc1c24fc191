// A manager's first day: reports whose every number opens its calls, files to take away, a link to a recording.
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { readLink, signLink } from '../../../src/secrets/links.ts'
import { logIn, openPage } from '../../support/browser.ts'
import { agentIs } from '../../support/desks.ts'
import { everythingIsWritten } from '../../support/records.ts'
import { type Day, inBoth, inTurn, noComplaints, openDays, pagesAre, refused } from '../../support/web/day.ts'
import { heardIn } from '../../support/web/hearing.ts'
import { toldIn } from '../../support/web/languages.ts'
import { LINES, openWebHouse, TONES } from '../../support/web/web-house.ts'
import { rowsOfWorkbook } from '../../support/web/workbook.ts'

t.setTimeout(300_000)
const OVER = 'This link has expired. Ask who gave it to you for a new one.'
const EMPTY = 'The time ends before it begins: "to" must be later than "from".'
const house = await openWebHouse(t)
await house.phones(['ann', 'giang'], { ringMs: 300, talkMs: 4_000 })
// On each line one caller who is answered and one who gives up meanwhile.
const [days] = await Promise.all([
  openDays(house, {
    vi: await house.person('quan', 'Đặng Văn Quân', 'manager'),
    en: await house.person('kate', 'Kate Miller', 'manager'),
  }),
  ...(['vi', 'en'] as const).map(async language => {
    const { hotline, from } = LINES[language]
    const agent = language === 'vi' ? 'ann' : 'giang'
    const answered = await house.call(hotline, from)
    await agentIs(house, agent, 'busy', 15_000)
    const gaveUp = await house.call(hotline, from + 1, { stayMs: 2_000 })
    await Promise.all([answered.done, gaveUp.done])
    await agentIs(house, agent, 'ready', 15_000)
  }),
])
await everythingIsWritten(house)

pagesAre(
  days,
  [
    '/floor',
    '/calls',
    '/voicemail',
    '/follow-ups',
    '/customers',
    '/reports',
    '/what-if',
    '/people',
    '/flows',
    '/prompts',
    '/settings',
  ],
  ['/start'],
)

refused(days, [
  ['GET', '/audit'],
  ['GET', '/tokens'],
  ['POST', '/people'],
  ['POST', '/configuration/publish'],
  ['POST', '/reload'],
])

inBoth(
  days,
  'the table counts the calls of the week, and each of its numbers opens as many',
  async (t, day) => {
    await open(day, '/reports')
    await day.photograph('report-table')
    for (const by of ['queue', 'agent', 'hotline', 'hour', 'day']) {
      const address = `/reports/calls?by=${by}`
      await open(day, address)
      const numbers = await numbersOf(day)
      t.ok(numbers.length > 8, `${by}: ${numbers.length} numbers`)
      for (const { shown, counts, opens } of by === 'queue' ? numbers.slice(-6) : numbers.slice(0, 1)) {
        await day.page.locator(`#main table a[href="${opens}"]`).first().click()
        await day.page.getByText(day.say('calls.shown', { count: counts })).waitFor()
        const rows = (await day.page.getByRole('row').count()) - 1
        t.equal(rows, counts, `${day.language}, by ${by}: ${shown} opens ${counts}`)
        if (/^\d+$/.test(shown)) t.equal(Number(shown), rows, 'and is that number itself')
        await day.page.goBack()
        await day.page.getByRole('table').locator('tfoot').waitFor()
      }
    }
  },
)

inBoth(
  days,
  'what it adds up to is what was called: four offered, two answered, two gave up',
  async (t, day) => {
    await open(day, '/reports/calls?by=queue')
    const totals = await day.page.locator('tfoot td').allInnerTexts()
    t.same(totals.slice(0, 3), ['4', '2', '2'])
  },
)

inBoth(days, 'the chart draws any of the numbers', async (t, day) => {
  const { page, say } = day
  await page.getByText(say('reports.chart'), { exact: true }).click()
  await page.locator('[_echarts_instance_] svg path').first().waitFor({ state: 'attached' })
  await page
    .locator('[_echarts_instance_]')
    .getByText(day.language === 'vi' ? 'Kinh doanh' : 'Sales')
    .waitFor()
  t.ok(await page.getByLabel(say('reports.metric')).first().isVisible())
  await day.photograph('report-chart')
  await page.getByText(say('reports.table'), { exact: true }).click()
})

inBoth(
  days,
  'CSV and workbook hold the same numbers, with titles in the language of the page',
  async (t, day) => {
    const { page, language } = day
    const [csv, xlsx] = [await downloaded(day, 'CSV'), await downloaded(day, 'XLSX')]
    const rows = parse(csv, { bom: true }) as string[][]
    const titles = await page.getByRole('columnheader').allInnerTexts()
    t.equal(rows[0]?.length, titles.length)
    t.match(rows[0]?.[1], titles[1]?.trim(), language)
    const shown = await Promise.all(
      (await page.locator('tbody tr').all()).map(async row =>
        (await row.locator('th, td').allInnerTexts()).slice(0, 4),
      ),
    )
    t.same(
      rows.slice(1, -1).map(row => row.slice(0, 4)),
      shown,
      'row by row',
    )
    t.same(rows.at(-1)?.slice(1, 4), ['4', '2', '2'])
    const inWorkbook = rowsOfWorkbook(xlsx)
    t.same(inWorkbook[0], rows[0])
    t.same(
      inWorkbook.map(row => row.slice(0, 4)),
      rows.map(row => row.slice(0, 4)),
    )
  },
)

inBoth(days, 'a range without calls, and one that cannot be, are told in a sentence', async (t, day) => {
  const { page, say } = day
  const range = async (query: string, sentence: string, name: string) => {
    await page.goto(`/reports/calls?by=queue&range=own&${query}`)
    await page.getByText(sentence).waitFor()
    await day.photograph(name)
    t.equal(await page.getByRole('table').count(), 0, `no table: ${name}`)
    t.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'the page stands')
  }
  await range('from=2031-01-01&to=2031-01-02', say('reports.none'), 'report-empty')
  await range('from=2026-05-02&to=2026-04-01', toldIn(day.language, EMPTY), 'report-impossible')
  await range('from=2026-13-45&to=2026-12-01', say('reports.no-such-time'), 'report-no-such-day')
  await page.getByLabel(say('calls.from')).fill('2026-11-01')
  await page.getByText(say('reports.no-such-time')).waitFor({ state: 'detached' })
})

// There is one clipboard for all.
inTurn(
  days.slice(0, 1),
  'a link to a recording is in the clipboard, opens without a log-in, and expires',
  async (t, day) => {
    const { page, say, language, me } = day
    await page.goto('/calls?ending=answered')
    await page
      .getByRole('row', { name: new RegExp(LINES[language].shown) })
      .getByRole('link')
      .click()
    await page.getByRole('button', { name: say('call.link') }).click({ timeout: 20_000 })
    await page.getByText(say('call.link-copied')).waitFor()
    await day.photograph('conversation-link')
    const link = new URL((await page.evaluate('navigator.clipboard.readText()')) as string)
    t.equal(link.origin, house.address)
    const token = link.pathname.split('/').at(-1) ?? ''
    const said = readLink(house.secrets.linkKey, token)
    const livesS = (said?.expiresAt ?? 0) - Date.now() / 1_000
    t.ok(livesS > 0 && livesS <= 15 * 60, `for ${Math.round(livesS)} s`)
    t.equal(said?.by, me.id)

    const stranger = await openPage(house.browser, house.address, language)
    await stranger.page.goto('/log-in')
    const [heard] = await heardIn(stranger.page, link.pathname)
    t.ok(heard && heard.loudness > 0.05 && heard.hz === TONES.caller, JSON.stringify(heard))
    // The same link a second after its time.
    const past = signLink(house.secrets.linkKey, { ...said!, expiresAt: Math.floor(Date.now() / 1_000) - 1 })
    const answer = await stranger.page.goto(`/api/v1/listen/${past}`)
    t.equal(answer?.status(), 404)
    t.match(await answer?.json(), { code: 'link-over', detail: toldIn(language, OVER) })
    await stranger.close()
  },
)

inBoth(days, 'settings are to be read, not changed', async (t, day) => {
  const { page, say } = day
  await page.goto('/settings')
  await page.getByText(say('settings.read-only')).waitFor()
  await page.locator('.cm-content').waitFor()
  t.equal(await page.getByRole('button', { name: say('settings.publish') }).count(), 0)
  t.equal(await page.locator('.cm-content').getAttribute('aria-readonly'), 'true')
  await day.photograph('files-read-only')
})

t.test('whose role changes is another at once, on every page that he has open', async t => {
  const [{ page, say, me }] = days as [Day]
  await page.goto('/reports')
  await page.getByRole('table').waitFor()
  await house.api('PATCH', `/api/v1/people/${me.id}`, { role: 'supervisor' })
  await page.getByText(say('reports.chart'), { exact: true }).click()
  await page
    .getByRole('navigation')
    .getByRole('link', { name: say('nav.calls') })
    .click()
  await page.getByRole('button', { name: say('log-in.submit') }).waitFor()
  await logIn(page, me.id, me.password)
  t.equal(await page.getByRole('link', { name: say('nav.settings') }).count(), 0)
})

noComplaints(days, /status of (400|401|403|404)/)

async function open({ page }: Day, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('table').locator('tfoot').waitFor()
}

/** Every number of the table that is a link: what it shows, how many calls it says that it opens, and where. */
async function numbersOf({ page, say }: Day): Promise<{ shown: string; counts: number; opens: string }[]> {
  const links = await page.locator('#main table').getByRole('link').all()
  const [before = '', after = ''] = say('reports.open', { count: '#' }).split('#')
  return Promise.all(
    links.map(async link => {
      const [shown, label, opens] = await Promise.all([
        link.innerText(),
        link.getAttribute('aria-label'),
        link.getAttribute('href'),
      ])
      const told = label?.slice(shown.length + 2 + before.length) ?? ''
      return { shown, counts: Number(after ? told.slice(0, -after.length) : told), opens: opens ?? '' }
    }),
  )
}

async function downloaded({ page }: Day, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name, exact: true }).click()
  return readFile(await (await coming).path())
}

// Every page in both languages: of a house that is new, of a busy one, and when something is wrong; what axe and the
// browser say to each, and a picture of it in .tongdai/screenshots.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openPage, photograph } from '../../support/browser.ts'
import { agentIs } from '../../support/desks.ts'
import { openGuesser } from '../../support/phones/guesser.ts'
import { everythingIsWritten } from '../../support/records.ts'
import { until } from '../../support/until.ts'
import { seriousIssues } from '../../support/web/axe.ts'
import { type Day, inBoth, openDays } from '../../support/web/day.ts'
import { LANGUAGES, sayIn, toldIn } from '../../support/web/languages.ts'
import { look } from '../../support/web/look.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t, { 'config/trunks.yaml': '[]\n' })
const days = await openDays(house, { vi: house.admin, en: house.admin })
const PAGES: Readonly<Record<string, string>> = {
  ...{ floor: '/floor', calls: '/calls', reports: '/reports', people: '/people', start: '/start' },
  ...{ files: '/settings', versions: '/settings/versions', trunks: '/settings/trunks' },
  ...{ tokens: '/settings/tokens', flows: '/flows', audit: '/audit', sessions: '/sessions', desk: '/desk' },
  ...{ 'follow-ups': '/follow-ups', customers: '/customers', bans: '/settings/bans' },
}
/** Where nothing is there yet, this says so. */
const NOTHING = {
  ...({ floor: 'floor.no-calls', calls: 'calls.none-ever', reports: 'reports.none' } as const),
  ...({ trunks: 'trunks.none', tokens: 'tokens.none', desk: 'desk.none' } as const),
  ...({ 'follow-ups': 'follow-ups.none', customers: 'customers.none', bans: 'bans.none' } as const),
} as const

t.test('the log-in page says what is wrong, in both languages and in dark colours', async t => {
  await Promise.all(
    LANGUAGES.map(async language => {
      const colorScheme = language === 'vi' ? 'dark' : 'light'
      const { page, close } = await openPage(house.browser, house.address, language, { colorScheme })
      const say = sayIn(language)
      await page.goto('/people')
      await page.getByRole('textbox', { name: say('log-in.name') }).fill('admin')
      t.same(await seriousIssues(page), [], language)
      await photograph(page, `log-in-${language}`)
      await page.getByRole('textbox', { name: say('log-in.password') }).fill('not the password')
      await page.getByRole('button', { name: say('log-in.submit') }).click()
      await page.getByRole('alert').getByText(say('log-in.wrong')).waitFor()
      t.equal(await page.getByRole('navigation').count(), 0, 'nothing else is to be seen')
      t.same(await seriousIssues(page), [], language)
      await close()
    }),
  )
})

inBoth(days, 'each page of a new house says that nothing is there yet, and what to do', async (t, day) => {
  day.complaints.length = 0
  for (const [name, nothing] of Object.entries(NOTHING)) {
    await look(t, day, PAGES[name] ?? '/', `${name}-new`, day.say(nothing))
  }
})

t.test('the house gets busy: a call is over, one is talked, one waits', async t => {
  const { published, files } = (await house.api('GET', '/api/v1/configuration')).body as {
    published: string
    files: { path: string; text: string }[]
  }
  const withTrunk = files.map(({ path, text }) => ({
    path,
    text: path === 'config/trunks.yaml' ? '- { name: carrier, match: ["127.0.0.2"] }\n' : text,
  }))
  const answer = await house.api('POST', '/api/v1/configuration/publish', {
    base: published,
    files: withTrunk,
  })
  t.equal(answer.status, 200)
  const { hotline, from } = LINES.vi
  await Promise.all([house.phones(['ann'], { ringMs: 200, talkMs: 2_000 }), trunkIs('ready')])
  await (await house.call(hotline, from)).done
  await agentIs(house, 'ann', 'ready', 15_000)
  await everythingIsWritten(house)
  await house.phones(['giang'], { ringMs: 200 })
  await house.call(LINES.en.hotline, LINES.en.from)
  await agentIs(house, 'giang', 'busy', 15_000)
  await house.call(LINES.en.hotline, LINES.en.from + 1)
  t.equal((await house.api('PUT', '/api/v1/blocked-number', { number: '0938 471 265' })).status, 200)
  const guesser = await openGuesser(house.sip, '127.0.1.9')
  await until(async () => (await guesser.guess('REGISTER', 'ann')) === 403, 20_000, 'who guesses is banned')
  guesser.close()
})

inBoth(days, 'each page of a busy house shows it, in light', async (t, day) => {
  const { page, say } = day
  await page.goto('/floor')
  await page
    .getByRole('row', { name: /0902 222 223/ })
    .getByText(say('phase.waiting'))
    .waitFor()
  const conversation = await onlyCall()
  await until(async () => (await house.rows("select 1 from recordings where state <> 'stored'")).length === 2)
  for (const [name, path] of Object.entries({ ...PAGES, conversation: `/calls/${conversation}` })) {
    await look(t, day, path, name)
  }
  await look(t, day, `/calls/${await waitingCall()}`, 'conversation-live', say('call.live'))
  // It asks for the record until there is one.
  await page.goto('about:blank')
  day.complaints.length = 0
})

t.test('hours are closed from the floor; who did it, until when and why stands there', async t => {
  const { page, complaints } = days[1] as Day
  await page.goto('/floor')
  const panel = page.getByRole('region', { name: 'Opening hours' })
  await panel.getByRole('button', { name: 'Switch Office hours' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Until').fill('23:58')
  await dialog.getByLabel('Why').fill('power cut')
  t.same(await seriousIssues(page), [], 'axe finds nothing serious in the dialog')
  complaints.length = 0
  await dialog.getByRole('button', { name: 'Switch' }).click()
  await panel.getByText(/^closed by .+ until .*23:58: power cut$/).waitFor()
  await photograph(page, 'floor-closed-en')
  await panel.getByRole('button', { name: 'Switch Office hours' }).click()
  await dialog.getByRole('button', { name: 'Switch' }).click()
  await panel.getByText('power cut').waitFor({ state: 'detached' })
  t.same(complaints, [], 'the browser complains of nothing')
})

inBoth(days, 'and in dark, where all can be read as well', async (t, day) => {
  await day.page.emulateMedia({ colorScheme: 'dark' })
  for (const name of ['floor', 'reports', 'files', 'flows'] as const) {
    await look(t, day, PAGES[name] ?? '/', `${name}-dark`)
  }
  await look(t, day, `/calls/${await onlyCall()}`, 'conversation-dark')
  await day.page.emulateMedia({ colorScheme: 'light' })
})

inBoth(days, 'on a narrow screen nothing is cut off', async (t, day) => {
  await day.page.setViewportSize({ width: 390, height: 844 })
  for (const name of ['floor', 'calls', 'reports', 'files', 'flows'] as const) {
    await look(t, day, PAGES[name] ?? '/', `${name}-narrow`)
    const wide = (await day.page.evaluate('document.documentElement.scrollWidth')) as number
    t.ok(wide <= 390, `${name}: ${wide} px`)
  }
  await day.page.getByRole('button', { name: day.say('nav.open') }).click()
  await day.photograph('menu-narrow')
  await day.page.setViewportSize({ width: 1360, height: 860 })
})

inBoth(days, 'what is not there is told in a sentence, on a page that stands', async (t, day) => {
  const { say } = day
  const [{ path = '' } = {}] = await house.rows<{ path: string }>(
    "select path from recordings where state = 'stored'",
  )
  await rm(join(house.home, 'recordings', path), { force: true })
  await look(
    t,
    day,
    '/calls/no-such-call',
    'conversation-none',
    toldIn(day.language, 'There is no record of this conversation (yet).'),
  )
  await look(
    t,
    day,
    `/calls/${await onlyCall()}`,
    'recording-lost',
    toldIn(day.language, 'The file of this recording is no longer in the archive.'),
  )
  await look(t, day, '/calls?from=2026-02-31', 'calls-no-such-day', say('state.failed'))
  await look(t, day, '/calls?queue=nowhere', 'calls-none', say('calls.none'))
  await look(t, day, '/settings/versions?version=none', 'version-none')
  const answer = await day.page.goto('/no-such-page')
  t.equal(answer?.status(), 404)
  await look(t, day, '/no-such-page', 'not-found', say('not-found.title'))
  const policy = (await answer?.allHeaders())?.['content-security-policy'] ?? ''
  t.match(policy, /default-src 'none'/)
  t.notMatch(policy, /unsafe/)
})

inBoth(days, 'a page whose code does not come says so, and how to go on', async (t, day) => {
  const { page, say } = day
  await page.route('**/report-chart*', route => route.abort())
  await page.goto('/reports')
  await page.getByText(say('reports.chart'), { exact: true }).click()
  await page.getByText(say('state.broken')).waitFor()
  await day.photograph('page-broken')
  t.equal(await page.getByRole('navigation').first().isVisible(), true, 'the menu leads on')
  await page.unroute('**/report-chart*')
  await page.getByRole('button', { name: say('state.reload') }).click()
  await page.getByText(say('reports.chart'), { exact: true }).waitFor()
  day.complaints.length = 0
})

inBoth(
  days,
  'a recording that ends early says how much it lacks, and the banner tells of it',
  async (t, day) => {
    const conversation = await onlyCall()
    await house.rows('update recordings set missing_ms = 83000 where conversation = $1', [conversation])
    await look(
      t,
      day,
      `/calls/${conversation}`,
      'recording-cut',
      day.say('call.recording-cut', { time: '1:23' }),
    )
    await day.page.getByText(/(ends early or is lost|ngắt sớm hoặc bị mất): 1/).waitFor()
    await day.photograph('troubles')
  },
)

inBoth(
  days,
  'a browser without a network says that the floor may be old, and goes on by itself',
  async (_t, day) => {
    const { page, say } = day
    await page.goto('/floor')
    await isLive(day)
    await page.context().setOffline(true)
    await page.getByText(say('state.reconnecting')).waitFor()
    await day.photograph('floor-offline')
    await page.context().setOffline(false)
    await isLive(day)
    day.complaints.length = 0
  },
)

t.test('an office that dies is missed at once, and the floor lives again when it is back', async t => {
  await Promise.all(days.map(isLive))
  process.kill(await house.pid('office'), 'SIGKILL')
  await Promise.all(
    days.map(async day => {
      await day.page.getByText(day.say('state.reconnecting')).waitFor()
      await day.photograph('floor-lost')
    }),
  )
  await Promise.all(days.map(isLive))
  for (const { page, say } of days) {
    t.equal(await page.getByText(say('state.reconnecting')).count(), 0)
    t.ok(await page.getByRole('row', { name: /0902 222 223/ }).isVisible(), 'the calls went on meanwhile')
  }
})

async function isLive({ page, say }: Day): Promise<void> {
  await page.locator('#main').getByText(say('floor.live'), { exact: true }).waitFor({ timeout: 30_000 })
}

async function trunkIs(state: string): Promise<void> {
  await until(async () => {
    const { body } = await house.api('GET', '/api/v1/trunks')
    return (body as { state: string }[]).some(trunk => trunk.state === state)
  })
}

async function onlyCall(): Promise<string> {
  const [row] = await house.rows<{ conversation: string }>('select conversation from conversations')
  return row?.conversation ?? ''
}

async function waitingCall(): Promise<string> {
  const { body } = await house.api('GET', '/api/v1/calls')
  return (
    (body as { conversation: string; phase: string }[]).find(({ phase }) => phase === 'waiting')
      ?.conversation ?? ''
  )
}

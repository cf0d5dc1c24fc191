// An agent's first day: his own password, a break, a caller, and what remains of the call.
import t from 'tap'
import { until } from '../../support/until.ts'
import { inBoth, noComplaints, openDays, pagesAre, refused } from '../../support/web/day.ts'
import { toldIn } from '../../support/web/languages.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t)
const days = await openDays(house, {
  vi: await house.agentAccount('ann', 'Nguyễn Thị An'),
  en: await house.agentAccount('giang', 'Hoàng Hương Giang'),
})

inBoth(days, 'without a phone he is told that no call can reach him', async (_t, { page, say, ...day }) => {
  await page.getByText(say('desk.phone-away', { phone: day.me.id })).waitFor()
  await page.getByText(say('desk.no-calls')).waitFor()
  await day.photograph('desk-empty')
})

pagesAre(
  days,
  ['/desk', '/calls', '/voicemail', '/follow-ups'],
  ['/flows', '/floor', '/reports', '/customers', '/people', '/settings', '/start'],
)

refused(days, [
  ...(['/reports', '/people', '/configuration', '/trunks', '/audit'] as const).map(
    path => ['GET', path] as const,
  ),
  ['POST', '/agents/hai/ready'],
  ['POST', '/agents/ann/force'],
  ['POST', '/calls/any/hang-up'],
  ['POST', '/people/hai/password'],
])

inBoth(
  days,
  'he changes the password that he was given; the old one opens nothing any more',
  async (t, day) => {
    const { page, say, me } = day
    await page.getByText(say('me.password-given')).waitFor()
    await page.getByRole('button', { name: say('me.password'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    const fill = async (old: string, password: string) => {
      await dialog.getByRole('textbox', { name: say('me.password-old') }).fill(old)
      await dialog.getByRole('textbox', { name: say('me.password-new') }).fill(password)
      await dialog.getByRole('button', { name: say('save') }).click()
    }
    await fill('not this one', 'hoa sen trong đầm')
    await dialog.getByText(toldIn(day.language, 'Your present password is another one.')).waitFor()
    await day.photograph('own-password-wrong')
    await fill(me.password, 'hoa sen trong đầm')
    await page.getByText(say('me.password-changed')).waitFor()
    t.equal(await page.getByText(say('me.password-given')).count(), 0)

    await page.getByRole('button', { name: say('me.menu', { name: me.name }) }).click()
    await day.photograph('account-menu')
    await page.getByRole('menuitem', { name: say('me.log-out') }).click()
    const enter = async (password: string) => {
      await page.getByRole('textbox', { name: say('log-in.name') }).fill(me.id)
      await page.getByRole('textbox', { name: say('log-in.password') }).fill(password)
      await page.getByRole('button', { name: say('log-in.submit') }).click()
    }
    await enter(me.password)
    await page.getByRole('alert').getByText(say('log-in.wrong')).waitFor()
    await day.photograph('log-in-wrong')
    await enter('hoa sen trong đầm')
    await page.getByRole('heading', { name: say('desk.title') }).waitFor()
  },
)

inBoth(days, 'he takes a break with a reason, which counts its time, and is ready again', async (t, day) => {
  const { page, say } = day
  await page.getByRole('button', { name: say('desk.take-break') }).click()
  await page.getByRole('menuitem', { name: say('pause.meeting') }).waitFor()
  await day.photograph('desk-reasons')
  await page.getByRole('menuitem', { name: say('pause.lunch') }).click()
  await state(day, 'agent.paused').waitFor()
  t.ok(await page.locator('#main').getByText(say('pause.lunch')).first().isVisible())
  await page.getByText('0:01', { exact: true }).waitFor()
  await day.photograph('desk-paused')
  await page.getByRole('button', { name: say('desk.be-ready') }).click()
  await state(day, 'agent.ready').waitFor()
})

inBoth(days, 'he sees who is calling, talks, and has time for his notes', async (t, day) => {
  const { page, say, me } = day
  const { hotline, from, shown } = LINES[day.language]
  phones ??= house.phones(['ann', 'giang'], { ringMs: 2_500, talkMs: 4_000 })
  await phones
  await page.getByText(say('desk.phone-here', { phone: me.id })).waitFor()
  await day.photograph('desk-ready')
  await house.call(hotline, from)
  await page.getByText(say('desk.calling')).waitFor()
  t.ok(await page.getByText(shown).isVisible(), 'the caller’s number')
  await day.photograph('desk-rings')
  await page.getByText(say('desk.with')).waitFor()
  t.ok(await state(day, 'agent.busy').isVisible())
  await page.getByRole('button', { name: say('desk.take-break') }).click()
  await page.getByRole('menuitem', { name: say('pause.paperwork') }).click()
  await page.getByText(say('desk.break-later', { reason: say('pause.paperwork') })).waitFor()
  await day.photograph('desk-talking')
  await state(day, 'agent.wrap-up').waitFor()
  await page.getByText(say('desk.nobody')).waitFor()
  await page.getByText(say('desk.wrap-up-ends')).waitFor()
  await page.getByRole('button', { name: say('desk.more-time') }).click()
  await page.getByText(say('desk.wrap-up-longer')).waitFor()
  await page.getByText(/^1:\d\d$/).waitFor()
  await day.photograph('desk-wrap-up')
  await page.getByRole('button', { name: say('desk.wrap-up-done') }).click()
})

inBoth(days, 'the break that he asked for while talking begins after his notes', async (_t, day) => {
  await state(day, 'agent.paused').waitFor({ timeout: 20_000 })
  await day.page.locator('#main').getByText(day.say('pause.paperwork')).first().waitFor()
})

inBoth(days, 'he logs out of calls, and in again', async (_t, day) => {
  const { page, say } = day
  await page.getByRole('button', { name: say('desk.log-out') }).click()
  await state(day, 'agent.offline').waitFor()
  await day.photograph('desk-offline')
  await page.getByRole('button', { name: say('desk.log-in') }).click()
  await state(day, 'agent.ready').waitFor()
})

inBoth(
  days,
  'he finds the call among his own, and its time line; what was recorded is not for him',
  async (t, day) => {
    const { page, say, language } = day
    const rows = page.getByRole('table').getByRole('row')
    await rows.nth(1).waitFor()
    t.equal(await rows.count(), 2, 'his one call, and none of the others')
    await rows.nth(1).getByText(LINES[language].shown).waitFor()
    await day.photograph('desk-calls')
    await rows.nth(1).getByRole('link').click()
    await page.getByRole('heading', { name: say('call.line') }).waitFor()
    await page.getByText(say('call.recording-not-yours')).waitFor()
    await day.photograph('conversation-of-agent')
    const colleague = language === 'vi' ? 'giang' : 'ann'
    const [other] = await until(async () => {
      const rows = await house.rows<{ conversation: string }>(
        'select conversation from conversations where agent = $1',
        [colleague],
      )
      return rows.length > 0 && rows
    })
    await page.goto(`/calls/${other?.conversation}`)
    await page.getByText(toldIn(language, 'There is no record of this conversation (yet).')).waitFor()
  },
)

noComplaints(days)

let phones: ReturnType<typeof house.phones> | undefined

function state({ page, say }: (typeof days)[number], key: Parameters<(typeof days)[number]['say']>[0]) {
  return page.locator('#main [aria-live=polite]').getByText(say(key), { exact: true })
}

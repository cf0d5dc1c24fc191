// A supervisor's first day: the floor lives, agents and calls are steered, a conversation is looked into and heard.
import type { Locator } from 'playwright-core'
import t from 'tap'
import { told } from '../../../src/told/told.ts'
import { whysIn } from '../../../src/told/whys.ts'
import { everythingIsWritten } from '../../support/records.ts'
import { type Day, inBoth, noComplaints, openDays, pagesAre, refused } from '../../support/web/day.ts'
import { heardIn, listenIn, untilPlayed } from '../../support/web/hearing.ts'
import { LINES, openWebHouse, TONES } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t)
/** Who takes the calls of this language, and who is at lunch. */
const TEAM = {
  vi: { taker: ['ann', 'Nguyễn Thị An'], away: ['binh', 'Trần Văn Bình'], queue: 'Kinh doanh' },
  en: { taker: ['giang', 'Hoàng Hương Giang'], away: ['hai', 'Võ Minh Hải'], queue: 'Support' },
} as const
const agents = ['ann', 'binh', 'giang', 'hai']
const [days] = await Promise.all([
  openDays(house, {
    vi: await house.person('suong', 'Lý Thị Sương', 'supervisor'),
    en: await house.person('sam', 'Sam Lee', 'supervisor'),
  }),
  house.phones(agents, { ringMs: 1_500 }),
])
for (const id of agents) await house.api('POST', `/api/v1/agents/${id}/pause`, { reason: 'lunch' })

pagesAre(
  days,
  ['/floor', '/calls', '/voicemail', '/follow-ups', '/customers', '/reports', '/people'],
  ['/flows', '/settings', '/settings/trunks', '/start'],
)

refused(days, [
  ['GET', '/configuration'],
  ['POST', '/configuration/publish'],
  ['POST', '/people'],
  ['POST', '/people/ann/password'],
  ['POST', '/phones/ann/password'],
  ['POST', '/recordings/any/link'],
])

inBoth(days, 'a caller who waits is on the floor at once, and his time runs', async (t, day) => {
  const { page, say, language } = day
  const { hotline, from } = LINES[language]
  await page.locator('#main').getByText(say('floor.live'), { exact: true }).waitFor()
  await house.call(hotline, from)
  await callRow(day).getByText(say('phase.waiting')).waitFor()
  const card = queueCard(day)
  await card.getByText('1', { exact: true }).waitFor()
  await callRow(day).getByText('0:02').waitFor()
  await card.getByText('0:02').waitFor()
  t.ok(await card.getByText(say('agent.paused')).isVisible())
  await day.photograph('floor-waiting')
})

inBoth(days, 'an agent who is made ready gets him, and both are seen talking', async (t, day) => {
  const { page, say, language } = day
  const [, name] = TEAM[language].taker
  await act(day, callRow(day), say('act.why-waiting'))
  const dialog = page.getByRole('dialog')
  await dialog.getByText(nobodyHere(day)).first().waitFor()
  await day.photograph('floor-why')
  await page.keyboard.press('Escape')
  await act(day, callRow(day), say('act.priority'))
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().click()
  await page.getByRole('option', { name: '5', exact: true }).click()
  await day.photograph('floor-priority-ask')
  await dialog.getByRole('button', { name: say('act.priority') }).click()
  await page.getByText(say('act.priority-given')).waitFor()

  await act(day, agentRow(day, name), say('act.ready'))
  await page.getByText(say('act.readied', { agent: name })).waitFor()
  await callRow(day).getByText(say('phase.ringing')).waitFor()
  await day.photograph('floor-ringing')
  await callRow(day).getByText(say('phase.talking')).waitFor()
  t.ok(await callRow(day).getByText(name).isVisible())
  await agentRow(day, name).getByText(say('agent.busy')).waitFor()
  await queueCard(day).getByText('0', { exact: true }).waitFor()
  await day.photograph('floor-talking')
})

inBoth(days, 'who is made ready, or paused, by mistake is back where he was', async (t, day) => {
  const { page, say, language } = day
  const [, name] = TEAM[language].away
  const row = agentRow(day, name)
  const undo = async (done: string) => {
    const told = page.getByRole('alert').filter({ hasText: done })
    await told.getByRole('button', { name: say('undo') }).click()
  }
  await act(day, row, say('act.ready'))
  await row.getByText(say('agent.ready')).waitFor()
  await undo(say('act.readied', { agent: name }))
  await row.getByText(say('agent.paused')).waitFor()
  t.ok(await row.getByText(say('pause.lunch')).isVisible(), 'still for lunch')

  await act(day, row, say('act.pause'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().click()
  await page.getByRole('option', { name: say('pause.training') }).click()
  await day.photograph('floor-pause-ask')
  await dialog.getByRole('button', { name: say('act.pause') }).click()
  await row.getByText(say('pause.training')).waitFor()
  await day.photograph('floor-undo')
  await undo(say('act.paused', { agent: name }))
  await row.getByText(say('pause.lunch')).waitFor()
})

inBoth(days, 'a call is put back into a queue, and rings there again', async (_t, day) => {
  const { page, say, language } = day
  await act(day, callRow(day), say('act.requeue'))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().click()
  await page.getByRole('option', { name: TEAM[language].queue }).click()
  await day.photograph('floor-requeue-ask')
  await dialog.getByRole('button', { name: say('act.requeue') }).click()
  await callRow(day).getByText(say('phase.waiting')).waitFor()
  await day.photograph('floor-requeued')
  await callRow(day).getByText(say('phase.talking')).waitFor()
})

inBoth(days, 'a call is hung up, after a question, and leaves the floor', async (_t, day) => {
  const { page, say } = day
  const [, name] = TEAM[day.language].taker
  // Long enough to be listened to.
  await agentRow(day, name)
    .getByText(/^0:0[3-9]$/)
    .waitFor()
  await act(day, callRow(day), say('act.hang-up'))
  await page.getByRole('dialog').getByText(LINES[day.language].shown).waitFor()
  await day.photograph('floor-hang-up-ask')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('act.hang-up') })
    .click()
  await callRow(day).waitFor({ state: 'detached' })
})

inBoth(
  days,
  'the conversation tells who was rung and why, twice, and that a supervisor ended it',
  async (t, day) => {
    const { page, say, language } = day
    await everythingIsWritten(house)
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('nav.calls') })
      .click()
    await day.photograph('calls-few')
    await callRow(day).getByRole('link').click()
    await page.getByRole('heading', { name: say('call.line') }).waitFor()
    const stretches = page.locator('th[scope=row]')
    const kinds = ['ivr', 'waiting', 'ringing', 'talking'] as const
    const times = await Promise.all(
      kinds.map(kind => stretches.filter({ hasText: say(`phase.${kind}`) }).count()),
    )
    t.same(times.slice(1), [2, 2, 2], `${language}: waited, rung and talked twice`)
    t.ok(times[0], 'after a menu')
    const { taker, away } = TEAM[language]
    const [chosen = ''] = whysIn(language, [told`${taker[1]} was the only one who could be rung.`])
    const [paused = ''] = whysIn(language, [told`Paused: ${away[1]}.`])
    t.equal(await page.getByText(chosen).count(), 2, 'why it was she, both times')
    t.ok(await page.getByText(paused).first().isVisible(), 'and why not he')
    t.ok(await page.getByText(say('reason.hung-up-by-supervisor')).isVisible())
  },
)

inBoth(
  days,
  'the recording plays: the caller left, the agent right, each with the energy of his own tone',
  async (t, day) => {
    const { page, say, language } = day
    const play = page.getByRole('button', { name: say('call.play') })
    // Without a reload: the page itself waits for the tracks to come.
    await play.waitFor({ timeout: 20_000 })
    await page.locator('.time-line').waitFor()
    await day.photograph('conversation')
    t.equal(
      await page.getByRole('button', { name: say('call.link') }).count(),
      0,
      'to share it is for managers',
    )

    const id = page.url().split('/').at(-1) ?? ''
    const tracks = (await house.api('GET', `/api/v1/cdrs/${id}/recordings`)).body as {
      recording: string
      party: string
    }[]
    for (const { recording, party } of tracks) {
      const [heard] = await heardIn(page, `/api/v1/recordings/${recording}`)
      const tone = party === 'caller' ? TONES.caller : TONES.agent
      t.ok(
        heard && heard.loudness > 0.05 && heard.hz === tone,
        `${language} ${party}: ${JSON.stringify(heard)}`,
      )
    }
    t.same(new Set(tracks.map(({ party }) => party)), new Set(['caller', 'agent']))
    const mix = (await page.locator('audio').getAttribute('src')) ?? ''
    t.match(mix, /mix\.wav$/)

    const lastsS = (await page.evaluate("document.querySelector('audio').duration")) as number
    const [, minutes = '', seconds = ''] =
      /\/ (\d+):(\d+)/.exec(await page.locator('#main').innerText()) ?? []
    const shownS = Number(minutes) * 60 + Number(seconds)
    t.ok(Math.abs(lastsS - shownS) <= 1.5, `${language}: ${shownS} s are shown, ${lastsS} s are to be heard`)
    t.equal(await page.getByText(say('track.caller'), { exact: true }).count(), 1, 'one line for each party')

    await listenIn(page)
    await play.click()
    const [left, right] = await untilPlayed(page, TONES.caller, TONES.agent)
    t.ok(left && right, `played: ${JSON.stringify([left, right])}`)
    await day.photograph('conversation-playing')
    await page.getByRole('button', { name: say('call.pause') }).click()
    await play.waitFor()
  },
)

noComplaints(days)

function callRow({ page, language }: Day): Locator {
  return page.getByRole('row', { name: new RegExp(LINES[language].shown) })
}

function agentRow({ page }: Day, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(`^${name}`) })
}

function queueCard({ page, language }: Day): Locator {
  const title = page.getByRole('heading', { name: TEAM[language].queue })
  return page.locator('.mantine-Card-root').filter({ has: title })
}

const nobodyHere = ({ language }: Day): string =>
  whysIn(language, [told`Nobody is there who could take this call.`]).join()

async function act({ page }: Day, row: Locator, item: string): Promise<void> {
  await row.getByRole('button').click()
  await page.getByRole('menuitem', { name: item }).click()
}

// An agent moves his call on the desk: hold and back, asks a colleague, all three talk, hands over.
import t from 'tap'
import { inBoth, noComplaints, openDays } from '../../support/web/day.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t)
const days = await openDays(house, {
  vi: await house.agentAccount('ann', 'Nguyễn Thị An'),
  en: await house.agentAccount('giang', 'Hoàng Hương Giang'),
})
/** Whom each of them asks. */
const COLLEAGUES = { vi: 'binh', en: 'hai' } as const
await house.phones(['ann', 'giang', 'binh', 'hai'], { ringMs: 1_500 })
// They serve the same queues; only those who sit at a page are to get the callers.
for (const { id } of (await house.api('GET', '/api/v1/agents')).body as { id: string }[])
  if (id !== 'ann' && id !== 'giang')
    await house.api('POST', `/api/v1/agents/${id}/pause`, { reason: 'lunch' })

inBoth(
  days,
  'he puts the customer on hold and comes back, asks a colleague and hands over',
  async (t, day) => {
    const { page, say, language } = day
    const { hotline, from, shown } = LINES[language]
    const colleague = COLLEAGUES[language]
    const agents = (await house.api('GET', '/api/v1/agents')).body as { id: string; name: string }[]
    const name = agents.find(({ id }) => id === colleague)?.name ?? colleague
    const press = (key: Parameters<typeof say>[0]) =>
      page.getByRole('button', { name: say(key), exact: true }).click()
    await house.call(hotline, from, { stayMs: 40_000 })
    await page.getByText(say('desk.with')).waitFor()
    t.ok(await page.getByText(shown).isVisible(), 'the caller’s number')
    await press('move.hold')
    await page.getByText(say('desk.on-hold'), { exact: true }).waitFor()
    await day.photograph('desk-hold')
    await press('move.resume')
    await page.getByText(say('desk.on-hold'), { exact: true }).waitFor({ state: 'detached' })

    await house.api('POST', `/api/v1/agents/${colleague}/ready`)
    await press('move.consult')
    const choice = page.getByRole('menuitem', { name: `${name} ${say('move.state-free')}` })
    await choice.waitFor()
    await day.photograph('desk-whom-to-ask')
    await choice.click()
    await page.getByText(say('desk.asking', { who: name })).waitFor()
    await page.getByText(say('desk.asks', { who: name })).waitFor()
    await day.photograph('desk-consulting')
    await press('move.merge')
    await page.getByText(say('desk.three', { who: name })).waitFor()
    await day.photograph('desk-conference')
    await press('move.leave')
    await page.getByText(say('desk.nobody')).waitFor()
  },
)

noComplaints(days)

// An agent moves his call on the desk: hold and back, asks a colleague, all three talk, hands over.
import t from 'tap'
import { freeUdpPort } from '../../support/phones/free-port.ts'
import { openPhone } from '../../support/phones/phone.ts'
import { inBoth, noComplaints, openDays } from '../../support/web/day.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const outsidePort = await freeUdpPort('127.0.0.3')
const house = await openWebHouse(t, {
  'config/trunks.yaml':
    '- { name: carrier, match: ["127.0.0.2"] }\n- { name: outside, match: ["127.0.0.3"] }\n',
  'config/outbound.yaml': `
trunks: { outside: { server: "127.0.0.3:${outsidePort}", numbers: national } }
routes:
  - { name: emergency, numbers: { kinds: [emergency] }, trunks: [outside] }
  - { name: vietnam, numbers: { kinds: [mobile, fixed] }, trunks: [outside] }
classes: { office: { routes: [vietnam] } }
agents: office
`,
})
const outside = await openPhone({ server: house.sip, listen: { address: '127.0.0.3', port: outsidePort } })
t.teardown(() => outside.close())
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

inBoth(
  days,
  'he asks a number outside that is busy, asks again, and hands the customer over to it',
  async (t, day) => {
    const { page, say, language } = day
    const { hotline, from } = LINES[language]
    const number = language === 'vi' ? '0901 234 567' : '0901 234 568'
    const press = (key: Parameters<typeof say>[0]) =>
      page.getByRole('button', { name: say(key), exact: true }).click()
    await page.getByText(say('desk.nobody')).waitFor()
    await house.call(hotline, from, { stayMs: 40_000 })
    await page.getByText(say('desk.with')).waitFor()
    await press('move.consult')
    await page.getByRole('menuitem', { name: say('move.outside') }).click()
    const dialog = page.getByRole('dialog')
    const field = dialog.getByRole('textbox', { name: say('move.number') })
    await field.fill('nobody')
    await field.press('Enter')
    await dialog.getByText(say('move.no-number')).waitFor()
    await field.fill(number)
    await day.photograph('desk-number-outside')
    await field.press('Enter')
    const busy = await outside.rings(10_000)
    busy.reject(486)
    await page.getByText(say('in-vain.busy')).waitFor()
    await day.photograph('desk-in-vain')
    await press('move.consult')
    await page.getByRole('menuitem', { name: say('move.outside') }).click()
    await field.fill(number)
    await field.press('Enter')
    const callee = await outside.rings(10_000)
    callee.ring()
    await page.getByText(say('desk.asking', { who: number })).waitFor()
    callee.answer()
    await page.getByText(say('desk.asks', { who: number })).waitFor()
    await press('move.merge')
    await page.getByText(say('desk.three', { who: number })).waitFor()
    await press('move.leave')
    await page.getByText(say('desk.nobody')).waitFor()
    const { by } = await callee.hangUp()
    t.equal(by, 'us', 'customer and number talked on until then')
  },
)

noComplaints(days)

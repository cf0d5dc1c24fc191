// The opening hours over the API: what they say of themselves, and who may go before them.
import t from 'tap'
import { openHoursSwitches } from '../../src/house/hours-switches.ts'
import type { HoursView } from '../../src/http/published.ts'
import { readAudit } from '../../src/postgres/audit.ts'
import { readSwitches } from '../../src/redis/switches.ts'
import { officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'hours')
const now = Date.now()
const switches = await openHoursSwitches(house.redis, house.keys, () => now)
const orders = house.switchboard()
const lan = await house.logIn('lan', 'supervisor')
const agent = await house.logIn('ann', 'agent')

const view = async () => (await house.get('/api/v1/hours', agent)).body as HoursView

t.test('everybody sees what is open, why and until when', async t => {
  const { timezone, hours, hotlines } = await view()
  t.equal(timezone, 'Asia/Ho_Chi_Minh')
  t.match(
    hours.find(({ name }) => name === 'always'),
    { open: true, because: 'schedule' },
  )
  const office = hours.find(({ name }) => name === 'office')
  t.match(office, { title: { vi: 'Giờ văn phòng', en: 'Office hours' } })
  t.ok(office?.nextChangeAt, 'it says when it changes')
  t.match(hotlines[0], { hotline: 'main', number: '02871099999' })
})

t.test('a supervisor switches, with a time on the house’s wall and a note; an agent may not', async t => {
  const body = { position: 'closed', until: '14:00', note: 'mất điện' }
  t.match(await house.post('/api/v1/hours/office/switch', body, agent), { status: 403 })
  const done = await house.post('/api/v1/hours/office/switch', body, lan)
  t.match(done, { status: 200, body: { done: true } })
  const until = Date.parse((done.body as { until: string }).until)
  t.ok(until > now && until <= now + 86_400_000)
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'short' }).format(
    until,
  )
  t.equal(shown, '14:00')
  const order = orders.at(-1)
  t.match(order, {
    type: 'switch-hours',
    target: { kind: 'hours', name: 'office' },
    position: 'closed',
    note: 'mất điện',
    by: 'lan',
    byName: 'lan',
  })
  const [row] = await readAudit(house.db, { limit: 1 })
  t.match(row, { person: 'lan', action: 'hours.switch', object: 'office', details: { position: 'closed' } })

  if (order?.type !== 'switch-hours') throw new Error('another order came')
  t.match(await switches.turn(order, house.config), { ok: true })
  t.match(
    (await view()).hours.find(({ name }) => name === 'office'),
    {
      open: false,
      because: 'switch',
      reason: 'mất điện',
      switch: { position: 'closed', byName: 'lan', note: 'mất điện', until: new Date(until).toISOString() },
    },
  )
  const again = await openHoursSwitches(house.redis, house.keys, () => now)
  t.match(again.all().get('hours:office'), { position: 'closed', by: 'lan' }, 'a new switchboard knows it')
})

t.test('back to the calendar', async t => {
  t.match(await house.post('/api/v1/hours/office/switch', { position: 'automatic' }, lan), { status: 200 })
  const order = orders.at(-1)
  if (order?.type !== 'switch-hours') throw new Error('another order came')
  await switches.turn(order, house.config)
  t.equal((await readSwitches(house.redis, house.keys)).size, 0)
  t.equal((await view()).hours.find(({ name }) => name === 'office')?.switch, undefined)
})

t.test('a hotline of its own', async t => {
  await house.post('/api/v1/hotlines/main/switch', { position: 'closed' }, lan)
  const order = orders.at(-1)
  if (order?.type !== 'switch-hours') throw new Error('another order came')
  await switches.turn(order, house.config)
  t.match((await view()).hotlines, [
    { hotline: 'main', switch: { position: 'closed' } },
    { hotline: 'english' },
  ])
  await switches.turn({ ...order, position: 'automatic' }, house.config)
})

t.test('what makes no sense is refused with a sentence', async t => {
  const ask = (body: object) => house.post('/api/v1/hours/office/switch', body, lan)
  t.match(await ask({ position: 'shut' }), { status: 400 })
  t.match(await ask({ position: 'closed', until: 'soon' }), { status: 400, body: { code: 'no-such-time' } })
  t.match(await ask({ position: 'closed', until: '2020-01-01T00:00:00Z' }), {
    status: 422,
    body: { code: 'time-over' },
  })
  t.match(await ask({ position: 'automatic', until: '14:00' }), {
    status: 400,
    body: { code: 'nothing-to-add' },
  })
  const nobodys = { type: 'switch-hours', by: 'lan', byName: 'Lan', position: 'closed' } as const
  t.match(await switches.turn({ ...nobodys, target: { kind: 'hours', name: 'offfice' } }, house.config), {
    ok: false,
    status: 404,
    code: 'no-such-hours',
  })
  t.match(await switches.turn({ ...nobodys, target: { kind: 'hotline', name: 'nobody' } }, house.config), {
    ok: false,
    code: 'no-such-hotline',
  })
})

t.test('a supervisor of some queues can’t close for everybody', async t => {
  await house.db.query("insert into people (id, name, role) values ('minh', 'Minh', 'supervisor')")
  const minh = await house.logIn('minh', 'supervisor')
  await house.db.query("update people set supervises = '{sales}' where id = 'minh'")
  const said = await house.post('/api/v1/hours/office/switch', { position: 'closed' }, minh)
  t.match(said, { status: 403, body: { code: 'not-your-hours' } })
})

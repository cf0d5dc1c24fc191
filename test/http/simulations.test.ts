// A manager asks what would have been: over a day on record, over an imagined one; and a day is replayed.
import t from 'tap'
import type { SimulationView } from '../../src/http/published.ts'
import { officeFor } from '../support/office.ts'
import { putDayOnRecord } from '../support/recorded-day.ts'

const house = await officeFor(t, 'simulations')
const { db, post } = house

const EIGHT = Date.parse('2026-03-02T08:00:00+07:00')

t.test('before the first call there is no day; one may be imagined', async t => {
  t.match(await post('/api/v1/simulations', {}), { status: 404, body: { code: 'no-day-on-record' } })
  const imagined = { queue: 'sales', 'calls-per-hour': 60, hours: 4, talk: '3m', patience: '2m', agents: 4 }
  const { status, body } = await post('/api/v1/simulations', { imagined, change: { agents: 1 }, runs: 6 })
  const said = body as SimulationView
  t.equal(status, 200)
  t.match(said, { calls: 240, runs: 6, serviceLevel: { variant: 'offered', withinMs: 20_000 } })
  t.notOk(said.day)
  t.notOk(said.total.real, 'nothing of it was ever so')
  t.ok((said.total.difference.serviceLevel?.low ?? 0) > 0, 'a fifth agent helps, surely')
  t.equal(said.halfHours.length, 8)
})

t.test('a day on record: as it was, simulated, and with a change', async t => {
  const calls = await putDayOnRecord(db, EIGHT)
  const { status, body } = await post('/api/v1/simulations', {
    change: { queue: 'sales', agents: 2, 'wrap-up': '10s', strategy: 'longest-idle' },
    runs: 8,
  })
  t.equal(status, 200)
  const said = body as SimulationView
  t.match(said, { day: '2026-03-02', calls, total: { real: { offered: calls } } })
  const { real, base, difference } = said.total
  t.ok(Math.abs((base.serviceLevel?.mean ?? 0) - (real?.serviceLevel ?? 0)) < 10)
  t.ok((difference.serviceLevel?.low ?? 0) > 0)
  t.ok((difference.averageWaitMs?.high ?? 0) < 0)
  t.same(
    said.queues.map(({ queue, title }) => [queue, title]),
    [['sales', 'Sales']],
  )
  const again = await post('/api/v1/simulations', {
    day: '2026-03-02',
    change: { agents: 2 },
    runs: 8,
    seed: 5,
  })
  const same = await post('/api/v1/simulations', {
    day: '2026-03-02',
    change: { agents: 2 },
    runs: 8,
    seed: 5,
  })
  const total = ({ body }: typeof again) => (body as SimulationView).total
  t.same(total(again), total(same), 'the same seed gives the same answer')
})

t.test('a day without calls is an empty one', async t => {
  const { status, body } = await post('/api/v1/simulations', { day: '2026-03-01', runs: 2 })
  t.equal(status, 200)
  t.match(body, { calls: 0, queues: [], total: { real: { offered: 0, serviceLevel: null } } })
})

t.test('the day replays to identical decisions', async t => {
  const { status, body } = await post('/api/v1/simulations/replay', { day: '2026-03-02' })
  t.equal(status, 200)
  t.match(body, { day: '2026-03-02', differing: 0, differences: [], gaps: [], unplayable: 0 })
  t.ok((body as { offers: number }).offers > 150)
})

t.test('what cannot be simulated is refused, with a sentence in the reader’s language', async t => {
  const refused = async (wish: object, status: number, code: string) =>
    t.match(await post('/api/v1/simulations', wish), { status, body: { code } }, JSON.stringify(wish))
  await refused({ day: '2026-02-31' }, 400, 'no-such-time')
  await refused({ change: { queue: 'nowhere' } }, 404, 'no-such-queue')
  await refused({ change: { queue: 'constructor' } }, 404, 'no-such-queue')
  await refused({ change: { strategy: 'psychic' } }, 400, 'no-such-strategy')
  await refused({ change: { volume: 0 } }, 400, 'invalid-request')
  await refused({ change: { agents: 100_000 } }, 400, 'invalid-request')
  await refused({ runs: 1 }, 400, 'invalid-request')
  const imagined = { queue: 'sales', 'calls-per-hour': 5_000, hours: 24, talk: '3m', agents: 4 }
  await refused({ day: '2026-03-02', imagined }, 400, 'two-days')
  await refused({ imagined }, 422, 'too-many-calls')
  await refused({ imagined: { ...imagined, hours: 3 }, runs: 100 }, 422, 'too-many-runs')
  const quan = await house.logIn('quan', 'manager')
  t.equal((await post('/api/v1/simulations', { runs: 2 }, quan)).status, 200)
  const sau = await house.logIn('sau', 'supervisor')
  t.match(await post('/api/v1/simulations', {}, sau), { status: 403 })
})

t.test('so many at once, and no more', async t => {
  const all = await Promise.all(Array.from({ length: 8 }, () => post('/api/v1/simulations', { runs: 2 })))
  const statuses = all.map(({ status }) => status).sort()
  t.same(statuses, [200, 200, 200, 200, 429, 429, 429, 429])
})

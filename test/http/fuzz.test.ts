// Thousands of requests made out of the routes' own schemas and then spoiled: whatever is asked, the answer is not
// "our mistake", it comes in time, and the office goes on.
//
//   node test/http/fuzz.test.ts           from the first seed
//   node test/http/fuzz.test.ts 4711      from that one
import { Agent } from 'node:https'
import t from 'tap'
import { randomOf } from '../core/world/random.ts'
import { frontDeskFor } from '../support/front-desk.ts'
import { knownRoutes } from '../support/routes.ts'
import { Spoiler } from '../support/spoiler.ts'

const REQUESTS = 4_000
/** On a busy machine fewer are asked: the next seed begins where this one ended. */
const BUDGET_MS = 30_000
const SLOWEST_MS = 10_000
const AT_ONCE = 16

t.setTimeout(120_000)
const house = await frontDeskFor(t)
house.switchboard(() => ({ ok: true }))
const seed = Number(process.argv[2] ?? 1)
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
t.teardown(() => agent.destroy())

// Without an Asterisk and a switchboard's pulse the house says that it is not ready: that is no mistake.
const isHonest = (url: string, status: number) => status === 503 && url.startsWith('/health')

t.test(`${REQUESTS} spoiled requests: no 5xx, none slow`, { timeout: BUDGET_MS * 2 }, async t => {
  const routes = await knownRoutes()
  const known = [
    ...house.config.team.agents.map(({ id }) => id),
    ...Object.keys(house.config.queues),
    'admin',
  ]
  const startedAt = performance.now()
  const statuses = new Map<number, number>()
  const isTime = () => performance.now() - startedAt < BUDGET_MS
  let next = seed
  let slowest = { tookMs: 0, what: '' }
  const ask = async () => {
    while (next < seed + REQUESTS && isTime()) {
      const mine = next++
      const random = randomOf(mine)
      const request = new Spoiler(random, known).request(random.pick(routes))
      const token = random.oneIn(10) ? {} : { authorization: `Bearer ${house.secrets.apiToken}` }
      const askedAt = performance.now()
      const status = await house
        .say(request.path, { ...request, headers: { ...token, ...request.headers }, agent })
        .then(said => said.status, brokeOff)
      const tookMs = performance.now() - askedAt
      const what = `seed ${mine}: ${request.method} ${request.path} → ${status} ${request.body?.slice(0, 300)}`
      if (tookMs > slowest.tookMs) slowest = { tookMs, what }
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500 && !isHonest(request.path, status)) t.fail(what)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  const asked = next - seed
  t.comment(
    `${asked} requests to ${routes.length} routes, the slowest took ${Math.round(slowest.tookMs)} ms: ${slowest.what}`,
  )
  t.comment(JSON.stringify(Object.fromEntries([...statuses].sort(([a], [b]) => a - b))))
  t.ok(slowest.tookMs < SLOWEST_MS, `none was slow: ${Math.round(slowest.tookMs)} ms, ${slowest.what}`)
  t.ok((statuses.get(200) ?? 0) > asked / 50, 'some got through')
  t.ok((statuses.get(400) ?? 0) > asked / 20, 'and some were refused')
})

/** Node's own client refuses to send some headers, and a refused body may break the pipe. */
function brokeOff(error: NodeJS.ErrnoException): number {
  if (/EPIPE|ECONNRESET|INVALID/.test(error.code ?? '')) return 0
  throw error
}

t.test('afterwards the office still answers, and some admin can still log in', async t => {
  t.match(await house.ask('GET', '/api/v1/doctor'), { status: 200 })
  type Row = { role: string; active: boolean; canLogIn: boolean }
  const people = (await house.ask('GET', '/api/v1/people')).body as Row[]
  t.ok(people.some(({ role, active, canLogIn }) => role === 'admin' && active && canLogIn))
})

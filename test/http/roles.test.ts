// Who may do what: every address asked by every role and by nobody, and a table that a person reads.
import t from 'tap'
import { POLICIES, type Role } from '../../src/http/policies.ts'
import { journal } from '../cdrs/table.ts'
import { type LogIn, officeFor } from '../support/office.ts'
import { knownRoutes, unopened } from '../support/routes.ts'
import { eventually } from '../support/stores.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'roles')
house.switchboard(() => ({ ok: false, status: 404, code: 'no-such-thing', sentence: 'Only a test.' }))
const roles: readonly Role[] = ['admin', 'manager', 'supervisor', 'agent']
const [agent] = house.config.team.agents
const desk = agent?.id ?? ''
const logIns: Record<Role, LogIn> = {
  admin: await house.logIn('the-admin', 'admin'),
  manager: await house.logIn('the-manager', 'manager'),
  supervisor: await house.logIn('the-supervisor', 'supervisor'),
  agent: await house.logIn(desk, 'agent'),
}
const routes = (await knownRoutes()).filter(({ url }) => url.startsWith('/api/v1/'))

/** As a page of ours would ask, of something that does not exist. */
async function statusFor(method: string, url: string, as?: LogIn): Promise<number> {
  const path = url.replaceAll(/:[a-zA-Z]+/g, 'nobody').replaceAll('*', 'nothing')
  const headers = as && { origin: house.origin, cookie: as.cookie, 'x-csrf-token': as.csrf }
  return (await house.say(path, { method, ...(headers && { headers }) })).status
}

t.test(`each of ${routes.length} addresses is closed to who may not, and to nobody else`, async t => {
  for (const { method, url, may } of routes) {
    if (may === undefined || may === 'anyone') continue
    const rule: { roles: readonly Role[] | 'anyone' } = POLICIES[may]
    t.equal(await statusFor(method, url), 401, `${method} ${url} without a log-in`)
    for (const role of roles) {
      // Logging out and reading the files anew would change what the others see.
      if (url.endsWith('/session') || url.endsWith('/reload')) continue
      const status = await statusFor(method, url, logIns[role])
      const isIn = rule.roles === 'anyone' || rule.roles.includes(role)
      t.equal(status === 403, !isIn, `${method} ${url} as ${role}: ${status}`)
      t.not(status, 401)
    }
  }
})

t.test('the smallest role for each deed, as a person would say it', async t => {
  const smallest: Record<string, Role> = {
    'GET /api/v1/agents': 'agent',
    'GET /api/v1/calls': 'agent',
    'GET /api/v1/cdrs': 'agent',
    'GET /api/v1/queues': 'agent',
    'POST /api/v1/agents/:id/ready': 'supervisor',
    'POST /api/v1/agents/:id/pause': 'supervisor',
    'POST /api/v1/agents/:id/force': 'supervisor',
    'POST /api/v1/calls/:id/hang-up': 'supervisor',
    'POST /api/v1/calls/:id/hold': 'agent',
    'POST /api/v1/calls/:id/transfer': 'agent',
    'POST /api/v1/calls/:id/requeue': 'supervisor',
    'GET /api/v1/recordings/:id': 'supervisor',
    'GET /api/v1/people': 'supervisor',
    'GET /api/v1/people.csv': 'supervisor',
    'GET /api/v1/status': 'supervisor',
    'POST /api/v1/people': 'admin',
    'PATCH /api/v1/people/:id': 'admin',
    'DELETE /api/v1/people/:id': 'admin',
    'POST /api/v1/people/import': 'admin',
    'POST /api/v1/people/:id/password': 'admin',
    'PUT /api/v1/people/:id/pin': 'admin',
    'GET /api/v1/people/:id/second-factor': 'admin',
    'DELETE /api/v1/people/:id/second-factor': 'admin',
    'POST /api/v1/second-factor': 'agent',
    'POST /api/v1/phones/:id/password': 'admin',
    'POST /api/v1/erasures': 'manager',
    'GET /api/v1/tokens': 'admin',
    'POST /api/v1/tokens': 'admin',
    'GET /api/v1/doctor': 'admin',
    'GET /api/v1/troubles': 'manager',
  }
  for (const [name, role] of Object.entries(smallest)) {
    const [method = '', url = ''] = name.split(' ')
    const allowed = []
    for (const one of roles) if ((await statusFor(method, url, logIns[one])) !== 403) allowed.push(one)
    t.same(allowed, roles.slice(0, roles.indexOf(role) + 1), name)
  }
})

t.test('an agent moves himself and nobody else', async t => {
  const ask = (id: string) => house.post(`/api/v1/agents/${id}/ready`, undefined, logIns.agent)
  t.match(await ask(desk), { status: 404, body: { code: 'no-such-thing' } }, 'the switchboard was asked')
  t.match(await ask(house.config.team.agents[1]?.id ?? ''), { status: 403, body: { code: 'forbidden' } })
  t.equal((await ask(`${desk}%2f..`)).status, 403)
})

t.test('an agent sees his own desk and his own queues', async t => {
  const agents = (await house.get('/api/v1/agents', logIns.agent)).body as { id: string }[]
  t.same(
    agents.map(({ id }) => id),
    [desk],
  )
  const queues = (await house.get('/api/v1/queues', logIns.agent)).body as { queue: string }[]
  t.same(queues.map(({ queue }) => queue).sort(), (agent?.queues ?? []).map(({ queue }) => queue).sort())
})

t.test('an agent finds the records of his own calls, and no others', async t => {
  const other = house.config.team.agents[1]?.id ?? ''
  const records = [desk, other].flatMap(one =>
    journal(
      `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=a1 numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call QueueJoined queue=sales priority=0
12:00:01 call Offered offer=o1 agent=${one} phone=p ringMs=1 wrapUpMs=0
12:00:01 call AgentRinging offer=o1 agent=${one} leg=out
12:00:03 call TalkStarted offer=o1 agent=${one} leg=out queue=sales
12:00:09 call TalkEnded agent=${one} who=caller
12:00:09 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:00:09
`,
      `call-of-${one}`,
    ),
  )
  for (const record of records) await house.redis.xadd(house.keys.journal, '*', 'e', JSON.stringify(record))
  const found = async (query: string, as: LogIn) => {
    const { body } = await house.get(`/api/v1/cdrs${query}`, as)
    return (body as { cdrs: { conversation: string }[] }).cdrs.map(({ conversation }) => conversation).sort()
  }
  const both = [`call-of-${desk}`, `call-of-${other}`].sort()
  await eventually(t, 'both are on record', async () => (await found('', logIns.supervisor)).length === 2)
  t.same(await found('', logIns.supervisor), both)
  for (const query of ['', `?desk=${other}`, `?desk=${desk}`])
    t.same(await found(query, logIns.agent), [`call-of-${desk}`], query)
  t.same(await found(`?agent=${other}`, logIns.agent), [])
  t.equal((await house.get(`/api/v1/cdrs/call-of-${desk}`, logIns.agent)).status, 200)
  t.match(await house.get(`/api/v1/cdrs/call-of-${other}`, logIns.agent), {
    status: 404,
    body: { code: 'no-such-cdr' },
  })
  t.equal((await house.get(`/api/v1/cdrs/call-of-${other}`, logIns.supervisor)).status, 200)
  const idle = await house.logIn('without-a-desk', 'agent')
  t.same(await found('', idle), [], 'an agent without a desk has none')
})

t.test('a house with a route of which nobody said who may ask it does not open', async t => {
  const app = unopened()
  app.register(async api => void api.get('/forgotten', async () => 'open to all'), { prefix: '/api/v1' })
  await t.rejects(async () => app.ready(), /GET \/api\/v1\/forgotten does not say who may ask it/)
})

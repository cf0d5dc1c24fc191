// The live floor on a screen: the switchboard's own pen writes into a real Redis, real sockets listen.

import { connect } from 'node:tls'
import t from 'tap'
import { WebSocket } from 'ws'
import type { LiveMessage } from '../../src/http/live-messages.ts'
import { ask } from '../../src/postgres/database.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { type LogIn, officeFor } from '../support/office.ts'
import { penFor } from '../support/pen.ts'
import { isDropped } from '../support/sockets.ts'
import { eventually } from '../support/stores.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'live')
const { redis, keys, secrets, db, ca, origin } = house
const pen = await penFor(t, house)
await redis.set(keys.pulse, JSON.stringify({ state: 'active', at: 1_800_000_000_000, house: 50_000 }))

const contact = contactRef(secrets.contactKey, '+84901234567')
const sealed = seal(secrets.sealKey, '+84901234567', contact)

const writeCall = (id: string, phase: unknown) =>
  pen.writeCall(
    id,
    [],
    phase === undefined
      ? undefined
      : JSON.stringify({ v: 1, id, hotline: 'main', contact, sealed, arrivedAt: 1_800_000_000_000, phase }),
  )
const writeFloor = (entries: Record<string, unknown>) =>
  pen.writeFloor(
    [],
    new Map(
      Object.entries(entries).map(
        ([name, value]) => [name, value && JSON.stringify(value)] as [string, string | undefined],
      ),
    ),
  )
const desk = (id: string, state: object) => ({
  v: 1,
  id,
  phone: id,
  reachable: true,
  state: { since: 45_000, ...state },
})
const waiting = (queue: string) => ({ v: 1, queue, priority: 0, since: 40_000 })
const inLine = (queue: string) => ({ name: 'waiting', wait: { queue, since: 40_000 } })
const talkingTo = (agent: string) => ({
  name: 'talking',
  queue: 'sales',
  talk: 't',
  with: { agent },
  recordings: [],
})

type Screen = {
  socket: WebSocket
  messages: LiveMessage[]
  closed: () => number | undefined
  /** What is on the screen: snapshot and changes put together. */
  agents: Map<string, { id: string; state: string; since?: string }>
  calls: Map<string, { conversation: string; phase: string; agent?: string; callerShown?: string }>
  queues: Map<string, { queue: string; waiting: unknown[] }>
  seq: () => number
}

function openScreen(
  as: LogIn | 'token',
  { query = '', headers = {} as Record<string, string> } = {},
): Screen {
  const own = as === 'token' ? { authorization: `Bearer ${secrets.apiToken}` } : { cookie: as.cookie, origin }
  const socket = new WebSocket(`${origin.replace('https', 'wss')}/api/v1/live${query}`, {
    ca,
    headers: { ...own, ...headers },
  })
  let closed: number | undefined
  const screen: Screen = {
    ...{ socket, messages: [], agents: new Map(), calls: new Map(), queues: new Map() },
    closed: () => closed,
    seq: () => screen.messages.at(-1)?.seq ?? 0,
  }
  socket.on('message', data => show(screen, JSON.parse(String(data)) as LiveMessage))
  socket.on('close', code => (closed = code))
  socket.on('unexpected-response', (_request, answer) => {
    closed = answer.statusCode
    answer.resume()
  })
  socket.on('error', () => {})
  t.teardown(() => socket.terminate())
  return screen
}

function show(screen: Screen, message: LiveMessage): void {
  screen.messages.push(message)
  if (message.type === 'snapshot') for (const map of [screen.agents, screen.calls, screen.queues]) map.clear()
  for (const agent of message.agents ?? []) screen.agents.set(agent.id, agent)
  for (const call of message.calls ?? []) screen.calls.set(call.conversation, call)
  for (const queue of message.queues ?? []) screen.queues.set(queue.queue, queue)
  if (message.type !== 'changes') return
  for (const id of message.gone?.agents ?? []) screen.agents.delete(id)
  for (const id of message.gone?.calls ?? []) screen.calls.delete(id)
  for (const id of message.gone?.queues ?? []) screen.queues.delete(id)
}

const supervisor = await house.logIn('hoa', 'supervisor')
const [an, binh] = house.config.team.agents
  .filter(({ queues }) => queues.some(({ queue }) => queue === 'sales'))
  .map(({ id }) => id) as [string, string]

/** What the plain addresses say is what a screen must show. */
async function sameAsAsked(t: Test, screen: Screen, as?: LogIn): Promise<void> {
  const body = async (path: string) => (await house.get(`/api/v1/${path}`, as)).body as never[]
  t.same([...screen.agents.values()].sort(by('id')), (await body('agents')).sort(by('id')), 'agents')
  t.same(
    [...screen.calls.values()].sort(by('conversation')),
    (await body('calls')).sort(by('conversation')),
    'calls',
  )
  t.same([...screen.queues.values()].sort(by('queue')), (await body('queues')).sort(by('queue')), 'queues')
}
type Test = Parameters<typeof eventually>[0]
const by = (key: string) => (a: Record<string, unknown>, b: Record<string, unknown>) =>
  String(a[key]) < String(b[key]) ? -1 : 1

t.test('a screen begins with all that is there, and follows what changes', async t => {
  await writeCall('c1', inLine('sales'))
  await writeFloor({
    [`agent:${an}`]: desk(an, { name: 'ready' }),
    'waiting:c1': waiting('sales'),
    seq: { seq: 1 },
  })
  const screen = openScreen(supervisor)
  await eventually(t, 'the snapshot', () => screen.messages.length > 0)
  t.match(screen.messages[0], { type: 'snapshot', switchboard: 'active', at: String, seq: Number })
  t.match(screen.calls.get('c1'), {
    phase: 'waiting',
    callerShown: '0901 234 567',
    waitingSince: '2027-01-15T07:59:50.000Z',
  })
  await sameAsAsked(t, screen)

  await writeCall('c1', talkingTo(an))
  await writeFloor({
    [`agent:${an}`]: desk(an, { name: 'busy', conversation: 'c1', queue: 'sales' }),
    'waiting:c1': undefined,
  })
  await eventually(
    t,
    'the talk',
    () => screen.calls.get('c1')?.phase === 'talking' && screen.agents.get(an)?.state === 'busy',
  )
  await sameAsAsked(t, screen)
  t.equal(screen.messages[1]?.type, 'changes')
  t.ok(screen.messages.length <= 3, 'what happens together is told together')

  await writeCall('c1', undefined)
  await writeFloor({ [`agent:${an}`]: desk(an, { name: 'wrap-up', conversation: 'c1', until: 1 }) })
  await eventually(t, 'the end', () => !screen.calls.has('c1') && screen.agents.get(an)?.state === 'wrap-up')
  await sameAsAsked(t, screen)
  screen.socket.close()
})

t.test('two hundred changes at random, and the screen shows exactly what is asked', async t => {
  const screens = [openScreen(supervisor), openScreen('token')]
  await eventually(t, 'snapshots', () => screens.every(({ messages }) => messages.length > 0))
  const before = screens[0]!.messages.length
  const startedAt = performance.now()
  for (let n = 0; n < 200; n++) {
    const id = `r${(n * 7) % 23}`
    if (n % 5 === 0)
      await Promise.all([writeCall(id, undefined), writeFloor({ [`waiting:${id}`]: undefined })])
    else
      await Promise.all([
        writeCall(id, inLine(n % 2 ? 'sales' : 'support')),
        writeFloor({ [`waiting:${id}`]: waiting(n % 2 ? 'sales' : 'support') }),
      ])
    if (n % 3 === 0)
      await writeFloor({
        [`agent:${binh}`]: desk(binh, { name: n % 2 ? 'ready' : 'paused', reason: 'lunch' }),
      })
  }
  const tookS = (performance.now() - startedAt) / 1_000
  const calls = (await redis.hkeys(keys.calls)).length
  await eventually(t, 'all are there', () => screens.every(screen => screen.calls.size === calls))
  await new Promise(resolve => setTimeout(resolve, 250))
  for (const screen of screens) await sameAsAsked(t, screen)
  t.ok(screens[0]!.messages.length - before <= 5 * tookS + 3, 'five messages a second at most')
  const line = await redis.hkeys(keys.floor)
  for (const id of await redis.hkeys(keys.calls)) await writeCall(id, undefined)
  await writeFloor(
    Object.fromEntries(line.filter(name => name.startsWith('waiting:')).map(name => [name, undefined])),
  )
  await eventually(t, 'all gone', () => screens.every(screen => screen.calls.size === 0))
  for (const { socket } of screens) socket.close()
})

t.test('after a gap a screen is told what it missed, and no more', async t => {
  await writeCall('g1', inLine('sales'))
  await writeCall('g2', inLine('sales'))
  const first = openScreen(supervisor)
  await eventually(t, 'the snapshot', () => first.calls.size === 2)
  const { seq } = first.messages.at(-1)!
  first.socket.terminate()
  const other = openScreen(supervisor)
  await writeCall('g1', undefined)
  await writeCall('g3', inLine('support'))
  await eventually(t, 'somebody saw it', () => other.calls.has('g3') && !other.calls.has('g1'))
  const again = openScreen(supervisor, { query: `?seq=${seq}` })
  await eventually(t, 'an answer', () => again.messages.length > 0)
  t.match(again.messages[0], { type: 'changes', calls: [{ conversation: 'g3' }], gone: { calls: ['g1'] } })
  other.socket.send(JSON.stringify({ type: 'resume', seq }))
  await eventually(
    t,
    'an answer to resume',
    () => other.messages.at(-1)?.type === 'changes' && other.messages.length > 2,
  )
  const unknown = openScreen(supervisor, { query: '?seq=1' })
  await eventually(t, 'an answer', () => unknown.messages.length > 0)
  t.equal(unknown.messages[0]?.type, 'snapshot', 'a number that is not ours')
  await writeCall('g2', undefined)
  await eventually(t, 'all follow on', () => [again, other].every(({ calls }) => !calls.has('g2')))
  for (const { socket } of [again, other, unknown]) socket.close()
})

t.test(
  'an agent sees his own desk, his own calls and his queues, and what leaves his sight goes',
  async t => {
    const screen = openScreen(await house.logIn(an, 'agent'))
    await writeCall('a1', talkingTo(an))
    await writeCall('a2', talkingTo(binh))
    await eventually(t, 'his call', () => screen.calls.has('a1'))
    t.same([...screen.agents.keys()], [an])
    t.same([...screen.calls.keys()], ['a1'])
    const own = house.config.team.agents.find(({ id }) => id === an)?.queues ?? []
    t.same([...screen.queues.keys()].sort(), own.map(({ queue }) => queue).sort())
    await writeCall('a1', inLine('sales'))
    await eventually(t, 'it is no longer his', () => !screen.calls.has('a1'))
    t.notMatch(JSON.stringify(screen.messages), /a2/, 'never a word of another’s call')
    screen.socket.close()
    for (const id of ['a1', 'a2', 'g3']) await writeCall(id, undefined)
  },
)

t.test('nobody listens without a log-in, or from a foreign page', async t => {
  const refused: [string, Screen, number][] = [
    ['no cookie', openScreen({ cookie: '', csrf: '', id: '' }), 401],
    ['a guessed cookie', openScreen({ cookie: `tongdai=${'x'.repeat(43)}`, csrf: '', id: '' }), 401],
    ['a foreign page', openScreen(supervisor, { headers: { origin: 'https://evil.example' } }), 403],
    ['a page of another port', openScreen(supervisor, { headers: { origin: 'https://localhost:1' } }), 403],
    [
      'a token in the address',
      openScreen({ cookie: '', csrf: '', id: '' }, { query: `?token=${secrets.apiToken}` }),
      401,
    ],
  ]
  for (const [name, screen, status] of refused) {
    await eventually(t, name, () => screen.closed() === status)
    t.same(screen.messages, [], name)
  }
  const talker = openScreen(supervisor)
  await eventually(t, 'open', () => talker.messages.length > 0)
  talker.socket.send('rubbish')
  await eventually(t, 'who talks rubbish is let go', () => talker.closed() === 1007)
  t.equal((await house.get('/api/v1/live')).status, 404, 'no socket, no answer')
})

t.test('who is sent away, or whose session is closed, is off within 5 s', async t => {
  const lan = await house.logIn('lan', 'supervisor')
  const other = await house.logIn('lan', 'supervisor')
  const screen = openScreen(lan)
  const second = openScreen(other)
  const stays = openScreen(supervisor)
  await eventually(t, 'open', () => [screen, second, stays].every(({ messages }) => messages.length > 0))
  const closedAt = performance.now()
  await ask(db, 'delete from sessions where id = $1', [other.id])
  await eventually(t, 'the session is over', () => second.closed() === 4401, 5_000)
  await ask(db, `update people set active = false where id = 'lan'`)
  await eventually(t, 'the person is gone', () => screen.closed() === 4401, 5_000)
  t.ok(performance.now() - closedAt < 10_000)
  t.equal(stays.closed(), undefined)
  await ask(db, `update people set role = 'agent' where id = 'hoa'`)
  await eventually(t, 'a smaller role sees less at once', () => stays.agents.size === 0, 5_000)
  await ask(db, `update people set role = 'supervisor' where id = 'hoa'`)
  stays.socket.close()
})

t.test(
  'another role, a password given anew, being sent away, a withdrawn token: the socket closes at once',
  async t => {
    const change = (body: object) => house.ask('PATCH', '/api/v1/people/vy', { body })
    const ways: [string, () => Promise<{ status: number }>][] = [
      ['another role', () => change({ role: 'manager' })],
      ['a password given anew', () => house.post('/api/v1/people/vy/password', {})],
      ['being sent away', () => house.ask('DELETE', '/api/v1/people/vy')],
    ]
    for (const [name, end] of ways) {
      const screen = openScreen(await house.logIn('vy', 'supervisor'))
      await eventually(t, 'open', () => screen.messages.length > 0)
      t.equal((await end()).status, 200, name)
      await eventually(t, `${name}: closed`, () => screen.closed() === 4401, 5_000)
    }
    const made = await house.post('/api/v1/tokens', { name: 'wallboard', role: 'supervisor' })
    const { id, token } = made.body as { id: string; token: string }
    const headers = { authorization: `Bearer ${token}` }
    const wallboard = openScreen('token', { headers })
    await eventually(t, 'a program watches', () => wallboard.messages.length > 0)
    t.equal((await house.ask('DELETE', `/api/v1/tokens/${id}`)).status, 204)
    await eventually(t, 'its token was withdrawn: closed', () => wallboard.closed() === 4401, 5_000)
    const again = openScreen('token', { headers })
    await eventually(t, 'and not opened again', () => again.closed() === 401)
  },
)

t.test('who does not read is dropped within 10 s, and the others notice nothing', async t => {
  const good = openScreen(supervisor)
  const lazy = connect({ port: house.ports.https, host: '127.0.0.1', ca, servername: 'localhost' })
  t.teardown(() => lazy.destroy())
  await new Promise(resolve => lazy.once('secureConnect', resolve))
  const head = [
    'GET /api/v1/live HTTP/1.1',
    `host: localhost:${house.ports.https}`,
    `cookie: ${supervisor.cookie}`,
    `origin: ${origin}`,
  ]
  const upgrade = [
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: x3JJHMbDL1EzLkh9GBhXDw==',
  ]
  lazy.write([...head, ...upgrade, '', ''].join('\r\n'))
  let opened = false
  lazy.on('data', data => {
    opened ||= String(data).includes('101')
    lazy.pause()
  })
  await eventually(t, 'it is open', () => opened)
  lazy.on('error', () => {})
  await eventually(t, 'it is dropped', () => isDropped(lazy.localPort ?? 0), 12_000)
  t.equal(good.closed(), undefined)
  await writeCall('z', inLine('sales'))
  await eventually(t, 'the others go on', () => good.calls.has('z'))
  good.socket.close()
})

t.test('while Redis is away the screen waits, and is right again afterwards', async t => {
  const screen = openScreen(supervisor)
  await eventually(t, 'open', () => screen.messages.length > 0)
  await redis.hdel(keys.calls, 'z')
  await house.redisServer.stop()
  await house.redisServer.start()
  await redis.set(keys.pulse, JSON.stringify({ state: 'active', at: 1_800_000_000_000, house: 50_000 }))
  await redis.set(keys.token, '1')
  await eventually(t, 'what nobody told it is seen as well', () => !screen.calls.has('z'), 15_000)
  // Times are told by the pulse, which is felt a moment later.
  await eventually(t, 'since when, too', () => screen.agents.get(an)?.since !== undefined, 15_000)
  await sameAsAsked(t, screen)
})

t.test('a change of the team is seen at once', async t => {
  const screen = openScreen(supervisor)
  await eventually(t, 'open', () => screen.agents.size > 0)
  await ask(db, `update people set name = 'Another name' where id = $1`, [an])
  await house.post(`/api/v1/phones/${house.config.team.agents[0]?.phone}/password`)
  await eventually(t, 'the name', () => JSON.stringify(screen.agents.get(an)).includes('Another name'))
})

/** The kernel knows before a client does that reads nothing: its end is no longer established. */

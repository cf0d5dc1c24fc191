// A supervisor steers a real call: sends the caller back into a queue while he waits, while a phone rings, while he
// talks; and hangs up. And a queue changes under those who wait in it.
import t from 'tap'
import { agentIs, openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { cdrFrom, everythingIsWritten, readFloorJournal } from '../support/records.ts'
import { until } from '../support/until.ts'

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: on\n',
    'config/queues.yaml':
      '- { name: sales, ring: 8s, wrap-up: 2s }\n- { name: support, ring: 8s, wrap-up: 2s }\n- { name: nobody }\n',
    'config/team.yaml':
      'agents:\n  - { id: ann, name: Ann, queues: [sales] }\n  - { id: binh, name: Binh, queues: [support] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: nobody\n',
    'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
  },
})
t.teardown(() => house.stop())
t.setTimeout(200_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())
const desks = await openDesks(house, ['ann', 'binh'])
t.teardown(() => desks.close())

const requeue = (id: string, queue: string) => house.api('POST', `/api/v1/calls/${id}/requeue`, { queue })

t.test('from queue to queue, from a ringing phone, out of a talk; everybody hears the right one', async t => {
  const from = '+84901000001'
  const call = await trunk.dial('02871099999', { from })
  const { id } = await callIs(house, from, 'waiting')
  t.match(await requeue(id, 'sales'), { status: 200 }, 'while he waits')
  const ann = await desks.nextRing()
  t.equal(ann.agent, 'ann')
  t.match(await requeue(id, 'support'), { status: 200 }, 'while her phone rings')
  t.equal((await ann.call.ended()).by, 'them', 'Ann’s phone stops ringing')
  await agentIs(house, 'ann', 'ready')
  const binh = await desks.nextRing()
  t.equal(binh.agent, 'binh')
  binh.call.answer()
  call.say(700)
  binh.call.say(900)
  await Promise.all([call.hears(900), binh.call.hears(700)])
  const talking = await callIs(house, from, 'talking')
  t.match(await requeue(id, 'sales'), { status: 200 }, 'while they talk')
  t.equal((await binh.call.ended()).by, 'them')
  const again = await desks.nextRing()
  t.equal(again.agent, 'ann')
  again.call.answer()
  again.call.say(1_100)
  await Promise.all([call.hears(1_100), again.call.hears(700)])
  t.match(await house.api('POST', `/api/v1/calls/${id}/hang-up`), { status: 200 })
  await Promise.all([call.ended(), again.call.ended()])
  const cdr = await cdrFrom(house, from)
  t.match(cdr, {
    result: 'answered',
    reason: 'hung-up-by-supervisor',
    who: 'supervisor',
    queue: 'sales',
    agent: 'ann',
  })
  await everythingIsWritten(house)
  const segments = await house.rows<{ kind: string; queue: string | null }>(
    `select kind, queue from segments where conversation = $1 and kind in ('waiting', 'ringing', 'talking') order by number`,
    [id],
  )
  const ways = segments.map(({ kind, queue }) => `${kind} ${queue}`)
  for (const way of [
    'waiting nobody',
    'ringing sales',
    'ringing support',
    'talking support',
    'talking sales',
  ])
    t.ok(ways.includes(way), way)
  const [first] = talking.phase.name === 'talking' ? talking.phase.recordings : []
  await until(
    async () => (await tracksOf(id)).every(({ state }) => state === 'stored'),
    15_000,
    'all tracks are stored',
  )
  const tracks = await tracksOf(id)
  t.equal(tracks.length, 4, 'a tape for each party of each talk')
  const tape = tracks.find(({ recording }) => recording === first?.recording)
  t.ok((tape?.duration_ms ?? 0) < 10_000, 'the caller’s first tape ended with the first talk')
  await assertInvariants(t, house)
})

t.test('what can’t be steered is refused with a sentence', async t => {
  t.match(await requeue('nobodyshomehere2', 'sales'), { status: 404, body: { code: 'no-such-call' } })
  t.match(await house.api('POST', '/api/v1/calls/nobodyshomehere2/hang-up'), { status: 404 })
  const from = '+84901000002'
  const call = await trunk.dial('02871099999', { from })
  const { id } = await callIs(house, from, 'waiting')
  t.match(await requeue(id, 'nowhere'), { status: 422, body: { code: 'no-such-queue' } })
  t.match(await house.api('POST', `/api/v1/calls/${id}/hang-up`), { status: 200 })
  await call.ended()
  t.match(await cdrFrom(house, from), { result: 'abandoned', reason: 'hung-up-by-supervisor' })
  const audit = await house.rows<{ action: string; object: string }>(
    'select action, object from audit order by id',
  )
  t.ok(audit.some(({ action, object }) => action === 'calls.hang-up' && object === id))
  t.ok(audit.some(({ action }) => action === 'calls.requeue'))
  await assertInvariants(t, house)
})

t.test('a supervisor makes an agent ready, or paused', async t => {
  const force = (body: object) => house.api('POST', '/api/v1/agents/ann/force', body)
  await agentIs(house, 'ann', 'ready', 10_000)
  t.match(await force({ state: 'paused', reason: 'training' }), { status: 200 })
  await agentIs(house, 'ann', 'paused')
  t.match(await force({ state: 'ready', reason: 'back' }), { status: 200 })
  await agentIs(house, 'ann', 'ready')
})

t.test(
  'Q11: strategy, times and members change while callers wait: the next offer meets it, and nobody loses his place',
  async t => {
    const force = (agent: string, state: 'paused' | 'ready') =>
      house.api('POST', `/api/v1/agents/${agent}/force`, { state, reason: 'test' })
    for (const agent of ['ann', 'binh']) await agentIs(house, agent, 'ready', 10_000)
    await force('ann', 'paused')
    const ids: string[] = []
    const calls: Call[] = []
    for (const n of [1, 2, 3]) {
      const from = `+8490100010${n}`
      calls.push(await trunk.dial('02871099999', { from }))
      const { id } = await callIs(house, from, 'waiting')
      ids.push(id)
      t.match(await requeue(id, 'sales'), { status: 200 })
    }
    const elsewhere = await trunk.dial('02871099999', { from: '+84901000104' })
    const { id: untouched } = await callIs(house, '+84901000104', 'waiting')
    await until(async () => (await lineOf('sales')).length === 3, 5_000, 'three stand in line')
    t.same(await lineOf('sales'), ids)

    const { body } = await house.api('GET', '/api/v1/configuration')
    const { published, files } = body as { published: string; files: { path: string; text: string }[] }
    const text = `- { name: sales, ring: 2s, retry: 1s, wrap-up: 0s, strategy: in-order, ageing: 30s }
- { name: support, ring: 8s, wrap-up: 2s }
- { name: nobody }
`
    const changed = files.map(file => (file.path === 'config/queues.yaml' ? { ...file, text } : file))
    t.match(await house.api('POST', '/api/v1/configuration/publish', { base: published, files: changed }), {
      status: 200,
    })
    t.same(await lineOf('sales'), ids, 'other rules, the same places')
    const seats = [
      { queue: 'sales', rank: 0, level: 2 },
      { queue: 'support', rank: 0 },
    ]
    t.match(await house.api('PATCH', '/api/v1/people/binh', { agent: { queues: seats } }), { status: 200 })
    const missed = await desks.nextRing()
    t.equal(missed.agent, 'binh', 'a new member is rung at once')
    await missed.call.ended()
    const rangMs = Date.now() - missed.at
    t.ok(rangMs > 1_500 && rangMs < 4_000, `rung for ${rangMs} ms`)
    t.same(await lineOf('sales'), ids, 'a missed offer costs no place')
    const again = await desks.nextRing()
    again.call.answer()
    again.call.say(900)
    await calls[0]?.hears(900)
    await until(async () => (await lineOf('sales')).length === 2, 5_000, 'one less waits')
    t.same(await lineOf('sales'), ids.slice(1))
    t.same(await lineOf('nobody'), [untouched])
    t.same(
      await house.rows(`select queue, rank, level from queue_members where agent = 'binh' order by queue`),
      seats.map(({ queue, rank, level = 1 }) => ({ queue, rank, level })),
    )

    const alone = [{ queue: 'support', rank: 0 }]
    t.match(await house.api('PATCH', '/api/v1/people/binh', { agent: { queues: alone } }), { status: 200 })
    await again.call.hangUp()
    await calls[0]?.ended()
    await agentIs(house, 'binh', 'ready')
    t.same(await lineOf('sales'), ids.slice(1), 'who is no member any more gets none of them')
    for (const call of [...calls.slice(1), elsewhere]) await call.hangUp()
    const offers = (await readFloorJournal(house)).flatMap(({ event }) =>
      event.type === 'CallOffered' && ids.includes(event.conversation) ? [event] : [],
    )
    t.same(
      offers.map(({ conversation, agents, why }) => [conversation, agents.join(), why.strategy]),
      [0, 1].map(() => [ids[0], 'binh', 'in-order']),
    )
    await assertInvariants(t, house)
    proves(t, 'Q11', 'members, strategy and times met the next offer; 4 of 4 callers kept their places')
  },
)

/** Conversations in the order in which they wait. */
async function lineOf(queue: string): Promise<string[]> {
  const { body } = await house.api('GET', '/api/v1/queues')
  const found = (body as { queue: string; waiting: { conversation: string }[] }[]).find(
    one => one.queue === queue,
  )
  return (found?.waiting ?? []).map(({ conversation }) => conversation)
}

function tracksOf(id: string) {
  return house.rows<{ recording: string; state: string; duration_ms: number | null }>(
    'select recording, state, duration_ms from recordings where conversation = $1',
    [id],
  )
}

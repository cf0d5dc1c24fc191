// Why a call was offered to whom and why it waits, as the API tells it: of a live call, of an ended one, by a number;
// in both languages, and only to those who may see the call. And what is asked of an agent's desk.
import t from 'tap'
import type { WhyNow } from '../../src/queues/why-now.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { contactRef } from '../../src/secrets/sealing.ts'
import { journal } from '../cdrs/table.ts'
import { type LogIn, officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const house = await officeFor(t, 'whys')
const { redis, keys, config, get, post } = house
const [sales = ''] = Object.keys(config.queues)
const [ann, binh] = config.team.agents
if (!ann || !binh) throw new Error('The shipped team has two agents.')
const title = config.queues[sales]?.title.en ?? sales
const why = {
  ...{ strategy: 'longest-idle', queue: sales, position: 1, waitedMs: 61_000 },
  ...{ free: [ann.id], measured: [-5_000], excluded: { busy: [binh.id] } },
}
const blocked = { ...why, free: [], measured: [], waitedMs: 0, excluded: { busy: [ann.id, binh.id] } }
const now: WhyNow = {
  queue: sales,
  offered: [],
  reason: 'no-agent-free',
  why: { ...blocked, waitedMs: 7_000 },
}
const orders = house.switchboard(order => {
  if (order.type === 'why-now') return { ok: true, details: now }
  if (order.type === 'extend-wrap-up')
    return {
      ok: false,
      status: 409,
      code: 'not-in-wrap-up',
      sentence: 'This agent is not in wrap-up (any more).',
    }
  return { ok: true }
})

const told = (conversation: string, ends: boolean, contact: string) =>
  journal(
    `
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${contact} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call QueueJoined queue=${sales} priority=0
12:00:00 floor-${conversation} WaitBlocked queue=${sales} reason=no-agent-free why=${JSON.stringify(blocked)}
${
  ends
    ? `12:01:01 floor-${conversation} CallOffered offer=o1 agents=["${ann.id}"] mode=one why=${JSON.stringify(why)}
12:01:01 call Offered offer=o1 agent=${ann.id} phone=p ringMs=1 wrapUpMs=0
12:01:03 call TalkStarted offer=o1 agent=${ann.id} leg=out queue=${sales}
12:01:09 call TalkEnded agent=${ann.id} who=caller
12:01:09 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:09`
    : ''
}`,
    conversation,
  ).map(record => ({ ...record, conversation }))

const contact = contactRef(house.secrets.contactKey, '+84912345678')
for (const record of [...told('ended', true, contact), ...told('lasting', false, contact)])
  await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
const admin = await house.logIn('chief', 'admin')
await waitUntil(isOnRecord, 10_000)

const live = { v: 1, id: 'lasting', hotline: 'main', contact, arrivedAt: 1 }
await redis.hset(
  keys.calls,
  'lasting',
  JSON.stringify({ ...live, phase: { name: 'waiting', wait: { queue: sales, since: 1 } } }),
)

t.test('the record of a call says why he was rung, and why nobody was before', async t => {
  t.match(await get('/api/v1/cdrs/ended', admin), {
    status: 200,
    body: {
      offers: [
        {
          agent: ann.id,
          cause: 'answered',
          words: [
            `Number 1 in “${title}”, after waiting 1:01.`,
            `${ann.name} was the only one who could be rung.`,
            `On another call: ${binh.name}.`,
          ],
        },
      ],
      waits: [
        {
          reason: 'no-agent-free',
          queue: sales,
          words: [
            'Nobody is free: whoever could take this call has something to do.',
            `Number 1 in “${title}”, after waiting 0:00.`,
            `On another call: ${ann.name} and ${binh.name}.`,
          ],
        },
      ],
    },
  })
})

t.test('of a live call the floor itself is asked', async t => {
  t.match(await get('/api/v1/calls/lasting/why', admin), {
    status: 200,
    body: {
      ...{ conversation: 'lasting', isLive: true, offers: [] },
      now: { reason: 'no-agent-free', words: [/^Nobody is free/, /after waiting 0:07/, /On another call/] },
      waits: [{ reason: 'no-agent-free' }],
    },
  })
  const headers = { 'accept-language': 'vi' }
  t.match(await house.ask('GET', '/api/v1/calls/lasting/why', { headers }), {
    body: { now: { words: [/^Không ai rảnh/, /^Đứng thứ 1/, /^Đang nói chuyện/] } },
  })
  t.match(await get('/api/v1/calls/ended/why', admin), { status: 404, body: { code: 'no-such-call' } })
})

t.test('any call is found by its id, or his latest by the caller’s number', async t => {
  const of = (call: string, as: LogIn = admin) => get(`/api/v1/why?call=${encodeURIComponent(call)}`, as)
  t.match(await of('ended'), { status: 200, body: { conversation: 'ended', isLive: false } })
  t.match(await of('0912 345 678'), { status: 200, body: { conversation: 'lasting', isLive: true } })
  t.match(await of('+84 999 999 999'), { status: 404, body: { code: 'no-such-call', detail: /999 999 999/ } })
  t.match(await of('nobody-knows-it'), { status: 404 })
  t.match(await get('/api/v1/why', admin), { status: 400 })
  const stranger = await house.logIn(binh.id, 'agent')
  t.match(await of('ended', stranger), { status: 404 }, 'another’s call')
  t.match(await of('lasting', stranger), { status: 404 })
})

t.test('a supervisor gives a waiting caller another priority', async t => {
  t.match(await post('/api/v1/calls/lasting/priority', { priority: 7 }, admin), { status: 200 })
  t.match(orders.at(-1), { type: 'give-priority', conversation: 'lasting', priority: 7, by: 'chief' })
  t.match(await post('/api/v1/calls/lasting/priority', { priority: 101 }, admin), { status: 400 })
  t.match(await post('/api/v1/calls/nowhere/priority', { priority: 1 }, admin), { status: 404 })
  const agent = await house.logIn(ann.id, 'agent')
  t.match(await post('/api/v1/calls/lasting/priority', { priority: 9 }, agent), { status: 403 })
})

t.test('an agent logs out and takes more time for his notes; of others only a supervisor may', async t => {
  const agent = await house.logIn(ann.id, 'agent')
  t.match(await post(`/api/v1/agents/${ann.id}/log-out`, undefined, agent), { status: 200 })
  t.match(orders.at(-1), { type: 'log-out-agent', agent: ann.id, by: ann.id })
  t.match(await post(`/api/v1/agents/${binh.id}/log-out`, undefined, agent), { status: 403 })
  t.match(await post(`/api/v1/agents/${ann.id}/wrap-up`, { byS: 60 }, agent), {
    status: 409,
    body: { code: 'not-in-wrap-up' },
  })
  t.match(orders.at(-1), { type: 'extend-wrap-up', agent: ann.id, byMs: 60_000 })
  t.match(await post(`/api/v1/agents/${ann.id}/wrap-up`, { byS: 3_600 }, agent), { status: 400 })
  t.match(await post(`/api/v1/agents/${ann.id}/force`, { state: 'offline' }, admin), { status: 200 })
  t.match(orders.at(-1), { type: 'log-out-agent', by: 'chief' })
})

async function isOnRecord(): Promise<boolean> {
  return (await get('/api/v1/cdrs/ended', admin)).status === 200
}

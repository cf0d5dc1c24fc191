// Q06 to Q10 under R06: what agents do, and who has them next.

import type { FloorEvent } from '../../../src/queues/events.ts'
import { agentIs, type Desks } from '../desks.ts'
import { callIs, hasTalked, liveCallFrom } from '../live-calls.ts'
import { until } from '../until.ts'
import type { Caller, QueueName } from './ground.ts'
import { allEnd, causesIn, inTurn, type Row, repeated, SOON_MS, serves } from './row.ts'

const q06: Row = {
  name: 'Q06',
  async play(ground) {
    const desks = await ground.desks('talking')
    const callers = [await ground.dial('talking')]
    const first = await desks.nextRing(SOON_MS)
    first.call.answer()
    await hasTalked(ground.house, callers[0]!.number)
    callers.push(await ground.dial('talking'))
    const { id } = await callIs(ground.house, callers[1]!.number, 'waiting')
    await until(async () => (await ground.line('talking')).length > 0, SOON_MS)
    const seen = { place: (await ground.line('talking')).indexOf(id) + 1, rings: desks.rings.length }
    await first.call.hangUp()
    await serves(ground, await desks.nextRing(SOON_MS))
    await allEnd(callers)
    await desks.close()
    return { callers, seen }
  },
  written: ({ stories, floor }) => {
    const ids = stories.map(({ cdr }) => cdr.conversation)
    return floor.flatMap(({ event }) => {
      if (event.type !== 'CallOffered' && event.type !== 'TalkFinished') return []
      const at = ids.indexOf(event.conversation)
      return at < 0 ? [] : [`${event.type} ${at + 1}`]
    })
  },
  expected: {
    seen: { place: 1, rings: 1 },
    results: ['answered', 'answered'],
    written: ['CallOffered 1', 'TalkFinished 1', 'CallOffered 2', 'TalkFinished 2'],
  },
}

const REFUSALS = [486, 603, 404, 401]
const q07: Row = {
  name: 'Q07',
  async play(ground) {
    const desks = await ground.desks('refusing')
    const callers: Caller[] = []
    const seen: boolean[] = []
    for (const status of REFUSALS) {
      for (const agent of ['refusing-1', 'refusing-2']) await agentIs(ground.house, agent, 'ready', SOON_MS)
      const caller = await ground.dial('refusing')
      callers.push(caller)
      const first = await desks.nextRing(SOON_MS)
      first.call.reject(status)
      const second = await desks.nextRing(SOON_MS)
      seen.push(first.agent !== second.agent)
      await caller.call.hangUp()
      await second.call.ended(SOON_MS)
    }
    await desks.close()
    return { callers, seen }
  },
  written: ({ stories }) => stories.map(causesIn),
  expected: {
    seen: repeated(4, true),
    results: repeated(4, 'abandoned'),
    written: ['busy', 'declined', 'unreachable', 'unreachable'].map(cause => [cause, 'caller-gone']),
  },
}

type Shown = { id: string; state: string; reason?: string; misses?: number }

const q08: Row = {
  name: 'Q08',
  async play(ground) {
    const desks = await ground.desks('missing')
    const caller = await ground.dial('missing')
    const first = await desks.nextRing(SOON_MS)
    first.call.reject(486)
    await desks.nextRing(SOON_MS)
    await desks.nextRing(SOON_MS)
    const shown = async () => {
      const { body } = await ground.house.api('GET', '/api/v1/agents')
      return (body as Shown[]).find(({ id }) => id === 'missing-1')
    }
    await until(async () => (await shown())?.misses !== undefined, SOON_MS, 'he is paused for his misses')
    const { state, reason, misses } = (await shown())!
    await caller.call.hangUp()
    await until(async () => !(await liveCallFrom(ground.house, caller.number)), SOON_MS, 'he is gone')
    await ground.house.api('POST', '/api/v1/agents/missing-1/ready')
    await desks.close()
    return { callers: [caller], seen: { state, reason, misses, rings: desks.rings.length } }
  },
  written: ({ stories }) => stories.map(causesIn),
  expected: {
    seen: { state: 'paused', reason: 'missed', misses: 2, rings: 3 },
    results: ['abandoned'],
    written: [['busy', 'no-answer', 'no-answer']],
  },
}

const WRAP_UPS = { 'notes-1': 2_000, 'notes-2': 4_000 }
const q09: Row = {
  name: 'Q09',
  async play(ground) {
    const one = async (queue: QueueName, agent: string) => {
      const desks: Desks = await ground.desks(queue)
      const callers = await inTurn(ground, [queue, queue])
      await serves(ground, await desks.nextRing(SOON_MS))
      await serves(ground, await desks.nextRing(SOON_MS))
      await allEnd(callers)
      await ground.house.api('POST', `/api/v1/agents/${agent}/ready`)
      await agentIs(ground.house, agent, 'ready', SOON_MS)
      await desks.close()
      return callers
    }
    const both = await Promise.all([one('notes', 'notes-1'), one('own-notes', 'notes-2')])
    return { callers: both.flat(), seen: true }
  },
  written: ({ floor, since }) =>
    Object.entries(WRAP_UPS).map(([agent, wrapUpMs]) => {
      const moves = floor.filter(({ at, event }) => at >= since && isMoveOf(event, agent))
      const began = moves.findIndex(({ event }) => 'to' in event && event.to === 'wrap-up')
      const ms = (moves[began + 1]?.at ?? 0) - (moves[began]?.at ?? 0)
      return Math.abs(ms - wrapUpMs) <= 200 ? 'in his own time' : `after ${ms} ms`
    }),
  expected: {
    seen: true,
    results: repeated(4, 'answered'),
    written: ['in his own time', 'in his own time'],
  },
}

const isMoveOf = (event: FloorEvent, agent: string) =>
  event.type === 'AgentStateChanged' && event.agent === agent

const q10: Row = {
  name: 'Q10',
  async play(ground) {
    const callers = await inTurn(ground, repeated(4, 'late'))
    for (const { number } of callers) await callIs(ground.house, number, 'waiting')
    const ids = await Promise.all(callers.map(ground.idOf))
    const line = await ground.line('late')
    const desks = await ground.desks('late')
    const order: number[] = []
    for (const _ of callers) {
      const ring = await desks.nextRing(SOON_MS)
      order.push(callers.findIndex(({ number }) => number === ring.call.number) + 1)
      await serves(ground, ring)
    }
    await allEnd(callers)
    await desks.close()
    return { callers, seen: { line: line.map(id => ids.indexOf(id) + 1), order } }
  },
  expected: {
    seen: { line: [1, 2, 3, 4], order: [1, 2, 3, 4] },
    results: repeated(4, 'answered'),
  },
}

export const ROWS_OF_DESKS: readonly Row[] = [q06, q07, q08, q09, q10]

// Q01 to Q05 under R06: a call and its steps, places in line, turns, and leaving the line.
import { agentIs } from '../desks.ts'
import { judgeRoundRobin } from '../round-robin-oracle.ts'
import { until } from '../until.ts'
import { WISHES } from './ground.ts'
import { allEnd, causesIn, inTurn, offeredIn, type Row, repeated, SOON_MS, serves } from './row.ts'

const STEPS = ['QueueJoined', 'AgentRinging', 'TalkStarted', 'TalkEnded', 'CallEnded']

const q01: Row = {
  name: 'Q01',
  async play(ground) {
    const desks = await ground.desks('one')
    const caller = await ground.dial('one')
    await serves(ground, await desks.nextRing(SOON_MS))
    await allEnd([caller])
    await desks.close()
    return { callers: [caller], seen: desks.rings.length }
  },
  written: ({ stories }) =>
    stories.map(({ call }) => call.map(({ type }) => type).filter(type => STEPS.includes(type))),
  expected: { seen: 1, results: ['answered'], written: [STEPS] },
}

const q02: Row = {
  name: 'Q02',
  async play(ground) {
    const hotlines = WISHES.map((_, n) => `place-${n}`)
    const callers = await inTurn(ground, hotlines)
    const line = await until(
      async () => {
        const seen = await ground.line('places')
        return seen.length === callers.length && seen
      },
      SOON_MS,
      'all stand in line',
    )
    const ids = await Promise.all(callers.map(ground.idOf))
    const late = await ground.dial(`place-${WISHES.length}`)
    await late.call.ended(SOON_MS)
    for (const { call } of callers) await call.hangUp()
    return { callers: [...callers, late], seen: line.map(id => ids.indexOf(id) + 1) }
  },
  // Places 1, 2, 1, 2, 1, 5, 7, 4, 1, 5, 4 when they come lead to this order.
  expected: {
    seen: [9, 5, 3, 11, 4, 10, 8, 1, 6, 2, 7],
    results: [...repeated(11, 'abandoned'), 'overflowed'],
  },
}

const q03: Row = {
  name: 'Q03',
  async play(ground) {
    const desks = await ground.desks('turns')
    const callers = await inTurn(ground, repeated(9, 'turns'))
    const served: Promise<void>[] = []
    while (served.length < callers.length) served.push(serves(ground, await desks.nextRing(SOON_MS)))
    await Promise.all(served)
    await allEnd(callers)
    const counts = ['turn-1', 'turn-2', 'turn-3'].map(
      agent => desks.rings.filter(ring => ring.agent === agent).length,
    )
    await desks.close()
    return { callers, seen: Math.max(...counts) - Math.min(...counts) <= 2 }
  },
  written: ({ floor }) => judgeRoundRobin(floor, 'turns', ['turn-1', 'turn-2', 'turn-3']).faults,
  expected: { seen: true, results: repeated(9, 'answered'), written: [] },
}

const q04: Row = {
  name: 'Q04',
  async play(ground) {
    const desks = await ground.desks('pausing')
    for (const agent of ['pausing-1', 'pausing-2']) {
      await ground.house.api('POST', `/api/v1/agents/${agent}/pause`, { reason: 'lunch' })
      await agentIs(ground.house, agent, 'paused', SOON_MS)
    }
    const caller = await ground.dial('pausing')
    await allEnd([caller])
    await desks.close()
    return { callers: [caller], seen: desks.rings.length }
  },
  written: ({ stories }) => stories.map(({ cdr }) => Math.abs(cdr.wait_ms - 3_000) <= 300),
  expected: { seen: 0, results: ['overflowed'], written: [true] },
}

const q05: Row = {
  name: 'Q05',
  async play(ground) {
    const desks = await ground.desks('deaf')
    const caller = await ground.dial('deaf')
    await allEnd([caller])
    await desks.close()
    return { callers: [caller], seen: desks.rings.length }
  },
  written: ({ stories }) =>
    stories.map(story => ({
      inTurn: offeredIn(story).every((agent, n, all) => n === 0 || agent !== all[n - 1]),
      causes: causesIn(story),
      onTime: Math.abs(story.cdr.wait_ms - 8_000) <= 300,
    })),
  expected: {
    seen: 4,
    results: ['overflowed'],
    written: [{ inTurn: true, causes: ['no-answer', 'no-answer', 'no-answer', 'caller-gone'], onTime: true }],
  },
}

export const ROWS_OF_WAITING: readonly Row[] = [q01, q02, q03, q04, q05]

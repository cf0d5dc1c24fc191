// A caller who wants something special goes to who knows it, and waits for him although others are free.
import t from 'tap'
import type { FloorInput } from '../../src/queues/events.ts'
import { emptyFloor } from '../../src/queues/floor.ts'
import type { Roster } from '../../src/queues/roster.ts'
import { stepFloor } from '../../src/queues/step.ts'

const seat = [{ queue: 'sales', rank: 0 }]
const roster: Roster = {
  agents: {
    ann: { phone: 'ann', queues: seat },
    binh: { phone: 'binh', queues: seat, skills: { english: 1, billing: 1 } },
    chi: { phone: 'chi', queues: seat, skills: { english: 1 } },
  },
  queues: { sales: { strategy: 'round-robin', ringMs: 15_000, wrapUpMs: 0, restMs: 5_000 } },
}

/** @returns who was offered whom, and the last why */
function day(...inputs: FloorInput[]) {
  let floor = emptyFloor
  const offers: string[] = []
  const blocked: string[] = []
  let why: unknown
  let now = 1_000
  for (const input of [{ type: 'TeamChanged', hash: 'h' } as const, ...inputs]) {
    now += 10
    const step = stepFloor(floor, input, now, roster)
    floor = step.floor
    for (const fact of step.facts) {
      if (fact.type === 'CallOffered') {
        offers.push(`${fact.conversation} to ${fact.agents}`)
        why = fact.why
      }
      if (fact.type === 'WaitBlocked') blocked.push(`${fact.conversation} ${fact.reason}`)
    }
  }
  return { offers, blocked, why, floor }
}

/** His phone is there: so is he. */
const comes = (phone: string): FloorInput => ({ type: 'PhoneSeen', phone, reachable: true })
const joins = (conversation: string, since: number, skills?: string[]): FloorInput => ({
  type: 'CallerJoined',
  conversation,
  queue: 'sales',
  priority: 0,
  since,
  ...(skills ? { skills } : {}),
})

t.test('who knows it all is offered, and the why says who lacks a skill', async t => {
  const { offers, why } = day(
    comes('ann'),
    comes('binh'),
    comes('chi'),
    joins('a', 1, ['english', 'billing']),
  )
  t.same(offers, ['a to binh'])
  t.match(why, { free: ['binh'], excluded: { skill: ['ann', 'chi'] } })
})

t.test('he waits while only others are free, and they take who came after him', async t => {
  const { offers, blocked } = day(comes('ann'), joins('a', 1, ['english']), joins('b', 2))
  t.same(offers, ['b to ann'])
  t.same(blocked, ['a no-agent-here'])
})

t.test('who frees himself takes the first whom he can serve', async t => {
  const { offers } = day(
    joins('a', 1, ['billing']),
    joins('b', 2, ['english']),
    joins('c', 3),
    comes('chi'),
    comes('ann'),
  )
  t.same(offers, ['b to chi', 'c to ann'])
})

t.test('a skill that nobody has blocks nobody else', async t => {
  const { offers } = day(joins('a', 1, ['klingon']), joins('b', 2), comes('binh'))
  t.same(offers, ['b to binh'])
})

// A desk's moves, one arrow each (src/agents/agent.ts).
import t from 'tap'
import { type Agent, excludedBy } from '../../src/agents/agent.ts'
import * as moves from '../../src/agents/moves.ts'
import { deepFreeze } from '../../src/config/deep-freeze.ts'

const ready: Agent = deepFreeze({ ...moves.newAgent('an', 'an-phone', 5), reachable: true })
const offered = deepFreeze(moves.offerTo(ready, { offer: 'o', conversation: 'c', queue: 'q', until: 90 }, 10))
const busy = deepFreeze(moves.accept(offered, 'c', 'q', 20))
const wrapping = deepFreeze(moves.finish(busy, 'c', 30, 40))
const lunch = deepFreeze(moves.paused(ready, 'lunch', 50))
const resting = deepFreeze(moves.rest(offered, { miss: 'no-answer', restMs: 30 }, 60))

t.test('each state has its name, its time and its end', async t => {
  t.same(offered.state, { name: 'offered', since: 10, offer: 'o', conversation: 'c', queue: 'q', until: 90 })
  t.same(busy.state, { name: 'busy', since: 20, conversation: 'c', queue: 'q' })
  t.same(wrapping.state, { name: 'wrap-up', since: 40, conversation: 'c', queue: 'q', until: 70 })
  t.same(lunch.state, { name: 'paused', since: 50, reason: 'lunch' })
  t.same(resting.state, { name: 'paused', since: 60, reason: 'missed', until: 90 })
  const ends = [ready, offered, busy, wrapping, lunch, resting].map(moves.deadlineOfAgent)
  t.same(ends, [undefined, 90, undefined, 70, undefined, 90])
})

t.test(
  'only a ready agent with a reachable phone may be rung; for the others a rule says why not',
  async t => {
    t.same(
      [offered, busy, wrapping, lunch].map(one => excludedBy(one)),
      ['offered', 'busy', 'wrap-up', 'paused'],
    )
    t.equal(excludedBy(ready), undefined)
    t.equal(excludedBy(moves.phoneSeen(ready, false)), 'unreachable')
    t.equal(excludedBy({ ...ready, state: { name: 'offline', since: 0 } }), 'offline')
    t.equal(moves.newAgent('x', 'x-phone', 0).reachable, false, 'a new phone must be seen first')
  },
)

t.test('wrap-up and rest end by themselves, a pause of his own does not', async t => {
  t.equal(moves.timeUp(wrapping, 69), wrapping)
  t.same(moves.timeUp(wrapping, 70).state, { name: 'ready', since: 70 })
  t.equal(moves.timeUp(resting, 90).state.name, 'ready')
  for (const one of [ready, offered, busy, lunch]) t.equal(moves.timeUp(one, 1e9), one)
})

t.test('a pause asked for in a call waits in the state, and the last reason counts', async t => {
  const twice = moves.paused(moves.paused(busy, 'lunch', 50), 'training', 51)
  t.equal(twice.state, busy.state)
  t.match(moves.finish(twice, 'c', 0, 60).state, { name: 'paused', reason: 'training' })
  t.match(moves.released(moves.paused(offered, 'lunch', 50), 60), {
    state: { name: 'paused' },
    next: undefined,
  })
  t.match(moves.rest(moves.paused(offered, 'lunch', 50), { miss: 'no-answer', restMs: 30 }, 60).state, {
    reason: 'lunch',
  })
  t.equal(moves.readied(twice, 55).next, undefined)
})

t.test('what makes no sense in a state returns the very same agent', async t => {
  t.equal(moves.finish(busy, 'another', 0, 60), busy)
  t.equal(moves.finish(ready, 'c', 0, 60), ready)
  t.equal(moves.readied(ready, 60), ready)
  t.equal(moves.readied(busy, 60), busy)
  t.equal(moves.paused(lunch, 'lunch', 60), lunch)
  t.equal(moves.phoneSeen(ready, true), ready)
})

t.test('a pause of his own replaces the rest after a missed call, and has no end', async t => {
  t.same(moves.paused(resting, 'missed', 70).state, { name: 'paused', since: 70, reason: 'missed' })
})

t.test('who picked up talks, whatever we thought of him', async t => {
  for (const one of [ready, offered, wrapping, lunch, resting])
    t.match(moves.accept(one, 'c2', 'q', 99).state, { name: 'busy', conversation: 'c2' })
})

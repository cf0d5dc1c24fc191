// When nobody could be rung: from a text table of the journal, in whatever order its records come.
import t from 'tap'
import { orderOf } from '../../src/cdrs/order.ts'
import { waitsOf } from '../../src/cdrs/waits.ts'
import { journal, time } from './table.ts'

const waits = (table: string) => waitsOf(orderOf(journal(table).toReversed()))

t.test('a wait ends when somebody is rung, when its obstacle is another, or when he leaves', t => {
  const why = { strategy: 'random', queue: 'sales', position: 1, waitedMs: 0, free: [], excluded: {} }
  t.same(
    waits(`
12:00:00 call QueueJoined queue=sales priority=0
12:00:00 floor CallerJoined queue=sales priority=0 since=1
12:00:00 floor WaitBlocked queue=sales reason=no-agent-free why=${JSON.stringify(why)}
12:00:09 floor WaitBlocked queue=sales reason=no-agent-here
12:00:20 floor CallOffered offer=o1 agents=["an"] mode=one
12:00:40 floor OfferEnded offer=o1 agent=an cause=no-answer
12:00:40 floor WaitBlocked queue=sales reason=no-agent-free
12:01:00 floor CallerLeft`),
    [
      { at: time('12:00:00'), until: time('12:00:09'), queue: 'sales', reason: 'no-agent-free', why },
      { at: time('12:00:09'), until: time('12:00:20'), queue: 'sales', reason: 'no-agent-here' },
      { at: time('12:00:40'), until: time('12:01:00'), queue: 'sales', reason: 'no-agent-free' },
    ],
  )
  t.end()
})

t.test('a wait under way has no end; a refused one has no length, and is told once', t => {
  t.same(waits('12:00:00 floor WaitBlocked queue=sales reason=last-agent'), [
    { at: time('12:00:00'), queue: 'sales', reason: 'last-agent' },
  ])
  t.same(
    waits(`
12:00:00 floor JoinRefused queue=sales reason=full
12:00:00 call JoinRefused queue=sales reason=full`),
    [{ at: time('12:00:00'), until: time('12:00:00'), queue: 'sales', reason: 'full' }],
  )
  t.same(waits('12:00:00 floor CallOffered offer=o1 agents=["an"] mode=one'), [])
  t.end()
})

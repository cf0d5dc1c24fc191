import t from 'tap'
import { isComplete } from '../../src/cdrs/complete.ts'
import { messagesOf } from '../../src/cdrs/messages.ts'
import { orderOf } from '../../src/cdrs/order.ts'
import { journal, time } from './table.ts'

const told = (table: string) => messagesOf(orderOf(journal(table)))

t.test('a message is kept from its first word, with or without a box', t => {
  t.same(
    told(`
12:00:03 call MessageStarted recording=m1 box=sales
12:00:09 call RecordingEnded recording=m1 durationMs=6000 outcome=done
12:00:10 call MessageStarted recording=m2
`),
    [
      {
        recording: 'm1',
        box: 'sales',
        startedAt: time('12:00:03'),
        durationMs: 6_000,
        outcome: 'done',
        dropped: false,
      },
      { recording: 'm2', startedAt: time('12:00:10'), dropped: false },
    ],
  )
  t.end()
})

t.test('one that is said again is dropped, and so is one whose end came late', t => {
  const messages = told(`
12:00:03 call MessageStarted recording=m1 box=sales
12:00:09 call MessageDropped recording=m1
12:00:09 call MessageStarted recording=m2 box=sales
12:00:10 call RecordingEnded recording=m1 durationMs=6000 outcome=done
12:00:12 call RecordingEnded recording=m2 durationMs=0 outcome=failed
12:00:12 call RecordingEnded recording=m2 durationMs=9000 outcome=done
12:00:13 call RecordingEnded recording=track durationMs=9000 outcome=done
12:00:13 call MessageDropped recording=nothing
`)
  t.match(messages, [
    { recording: 'm1', dropped: true, durationMs: 6_000 },
    { recording: 'm2', dropped: false, outcome: 'failed', durationMs: 0 },
  ])
  t.equal(messages.length, 2)
  t.end()
})

t.test('records in any order, and more than once, tell the same', t => {
  const records = journal(`
12:00:03 call MessageStarted recording=m1 box=sales
12:00:09 call RecordingEnded recording=m1 durationMs=6000 outcome=done
12:00:12 call MessageDropped recording=m1
`)
  const shuffled = [...records].reverse().concat(records)
  t.same(messagesOf(orderOf(shuffled)), messagesOf(orderOf(records)))
  t.end()
})

t.test('a call is not complete before its message is reported', t => {
  const ended = '12:00:30 call CallEnded ending={"result":"left"} endedAt=12:00:30'
  const started = '12:00:03 call MessageStarted recording=m1 box=sales'
  t.equal(isComplete(journal(`${started}\n${ended}`)), false)
  const over = '12:00:31 call RecordingEnded recording=m1 durationMs=6000 outcome=done'
  t.equal(isComplete(journal(`${started}\n${ended}\n${over}`)), true)
  t.end()
})

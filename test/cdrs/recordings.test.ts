// Tracks that end before what they record does, since a disk is full; and those that only end a little early, or first.
import t from 'tap'
import { orderOf } from '../../src/cdrs/order.ts'
import { recordingsOf } from '../../src/cdrs/recordings.ts'
import { journal } from './table.ts'

const missing = (table: string): Record<string, number> =>
  Object.fromEntries(
    recordingsOf(orderOf(journal(table))).map(({ recording, missingMs = 0 }) => [recording, missingMs]),
  )

const begun = `
12:00:00 call RecordingStarted recording=hers party=caller agent=ann
12:00:00 call RecordingStarted recording=anns party=agent agent=ann`

const over = `
12:01:00 call LegEnded leg=c1-in cause=16 endedAt=12:01:00
12:01:00 call TalkEnded agent=ann who=caller
12:01:00 call CallEnded ending={"result":"answered","reason":"caller-hung-up","who":"caller"} endedAt=12:01:00`

t.test('a track that ends with its talk lacks nothing, whatever is reported first', async t => {
  t.same(
    missing(`${begun}
12:00:59.990 call RecordingEnded recording=hers durationMs=60000 outcome=done${over}
12:01:00.100 call RecordingEnded recording=anns durationMs=60000 outcome=done`),
    { hers: 0, anns: 0 },
  )
})

t.test('a track that ends while they talk lacks the rest of the talk', async t => {
  const cut = `${begun}
12:00:20 call RecordingEnded recording=hers durationMs=20000 outcome=done`
  t.same(missing(cut), { hers: 0, anns: 0 }, 'nobody knows yet how much')
  t.same(
    missing(`${cut}${over}
12:01:00.100 call RecordingEnded recording=anns durationMs=60000 outcome=done`),
    { hers: 40_000, anns: 0 },
  )
})

t.test('the tracks of an agent who handed over end with his part', async t => {
  t.same(
    missing(`${begun}
12:00:20 call TalkEnded agent=ann who=agent
12:00:20.100 call RecordingEnded recording=anns durationMs=20000 outcome=done
12:00:28 call RecordingEnded recording=hers durationMs=28000 outcome=done
12:00:30 call TalkStarted offer=o2 agent=bob leg=c1-agent-2 queue=sales${over.replace('agent=ann', 'agent=bob')}`),
    { hers: 0, anns: 0 },
  )
})

t.test('who was asked and put down his phone takes his track along', async t => {
  t.same(
    missing(`
12:00:00 call RecordingStarted recording=cys party=agent agent=cy
12:00:10 call LegEnded leg=c1-agent-2 cause=16 endedAt=12:00:10
12:00:10.050 call RecordingEnded recording=cys durationMs=10000 outcome=done${over}`),
    { cys: 0 },
  )
})

t.test('what could not be recorded at all lacks the whole talk', async t => {
  t.same(
    missing(`${begun}
12:00:00.200 call RecordingEnded recording=hers durationMs=0 outcome=failed${over}`),
    { hers: 59_800, anns: 0 },
  )
})

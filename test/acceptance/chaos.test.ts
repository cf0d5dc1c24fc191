// R06: whatever befalls Asterisk's events on their way to us, callers and agents notice nothing: events come twice, in
// another order, two seconds late, a leg's end before all else, and now and then one never comes.
import t, { type Test } from 'tap'
import type { CallEvent } from '../../src/calls/events.ts'
import { contactRef } from '../../src/secrets/sealing.ts'
import { type Caller, openGround } from '../support/chaos/ground.ts'
import { type Doomed, LOSSES } from '../support/chaos/losses.ts'
import type { Mishaps } from '../support/chaos/mishaps.ts'
import type { Row, Story } from '../support/chaos/row.ts'
import { ROWS_OF_DESKS } from '../support/chaos/rows-of-desks.ts'
import { ROWS_OF_WAITING } from '../support/chaos/rows-of-waiting.ts'
import { assertInvariants } from '../support/invariants.ts'
import { proves } from '../support/proves.ts'
import { everythingIsWritten, readCdrs, readFloorJournal, readJournal } from '../support/records.ts'

const HEALED_WITHIN_MS = 10_000
const LATE_MS = 2_000
const ROWS: readonly Row[] = [...ROWS_OF_WAITING, ...ROWS_OF_DESKS]

const ground = await openGround()
t.teardown(() => ground.close())
t.setTimeout(180_000)
const { house, proxy } = ground

/** All rows at the same time. @param isLossy what was lost may be told otherwise, or later; all the rest is the same */
async function playAll(t: Test, isLossy = false): Promise<void> {
  const since = Date.now()
  const played = await Promise.all(ROWS.map(async row => ({ row, ...(await row.play(ground)) })))
  await everythingIsWritten(house, 20_000)
  const floor = await readFloorJournal(house)
  const stories = await storiesOf()
  for (const { row, callers, seen } of played) {
    const told = callers.flatMap(caller => storyOf(stories, caller) ?? [])
    t.equal(told.length, callers.length, `${row.name}: each caller has his record`)
    t.same(resultsOf(told), row.expected.results, `${row.name}: how each call ended`)
    if (isLossy) continue
    t.same(seen, row.expected.seen, `${row.name}: what was seen`)
    const written = row.written?.({ stories: told, floor, since })
    t.same(written, row.expected.written, `${row.name}: what was written`)
  }
  await assertInvariants(t, house, { emptyWithinMs: isLossy ? HEALED_WITHIN_MS : 3_000 })
}

const storyOf = (stories: ReadonlyMap<string, Story>, { number }: Caller): Story | undefined =>
  stories.get(contactRef(house.secrets.contactKey, number))

const resultsOf = (stories: readonly Story[]) => stories.map(({ cdr }) => cdr.result)

/** Contact → what was written of that caller. */
async function storiesOf(): Promise<Map<string, Story>> {
  const journal = await readJournal(house)
  const floor = Map.groupBy(await readFloorJournal(house), ({ conversation }) => conversation ?? '')
  const calls = Map.groupBy(journal, ({ by }) => by)
  return new Map(
    (await readCdrs(house)).map(cdr => {
      const call = (calls.get(cdr.conversation) ?? []).map(({ event }) => event as CallEvent)
      const ofFloor = (floor.get(cdr.conversation) ?? []).map(({ event }) => event)
      return [cdr.contact, { cdr, call, floor: ofFloor }]
    }),
  )
}

const isRow = ({ name }: Row) => name

const disorder: Mishaps = {
  twice: true,
  swapped: true,
  // All but the end of a leg are held up, so it overtakes what was told before.
  lateMs: ({ type }) => (type === 'ChannelDestroyed' ? 0 : 100),
}

t.test(`${ROWS.map(isRow).join(', ')}: every event twice, neighbours swapped, the end first`, async t => {
  proxy.befall(disorder)
  await playAll(t)
  // Each also holds when nothing befalls; these have no test of their own with real phones.
  proves(t, 'Q05', 'rung in turn, never both; left after 8.0 s ± 0.3, every event twice and swapped')
  proves(t, 'Q08', 'paused as "missed" after the second in a row; a busy one between does not count')
  proves(t, 'Q09', 'own times of 2 s and 4 s kept within 200 ms')
})

t.test('the same with every arrival two seconds late; who has gone by then is not let in', async t => {
  proxy.befall({ lateMs: ({ type }) => (type === 'StasisStart' ? LATE_MS : 0) })
  const desks = await ground.desks('arrival')
  const { call, number } = await ground.dial('arrival')
  await call.hangUp()
  await playAll(t)
  t.equal(desks.rings.length, 0, 'nobody is rung for him')
  const cdrs = await readCdrs(house)
  t.notOk(cdrs.some(({ contact }) => contact === contactRef(house.secrets.contactKey, number)))
  await desks.close()
})

// What is lost can't be told the same: which number a phone gave for its refusal, or who of two came first, nobody
// knows any more. But each call ends as it should, each agent is free, and within ten seconds all is as it was.
t.test('every hundredth event is lost, and one of each kind that matters: healed in ten seconds', async t => {
  const doomed: Doomed[] = []
  let heard = 0
  proxy.befall({
    loses: event => doomed.some(is => is(event)) || ++heard % 100 === 0,
  })
  const all = playAll(t, true)
  const losses = await Promise.all(
    LOSSES.map(async loss => ({ loss, ...(await loss.play(ground, event => doomed.push(event))) })),
  )
  await all
  t.comment(`${proxy.lost().length} of ${heard} events were lost`)
  const stories = await storiesOf()
  for (const { loss, tookMs, callers } of losses) {
    t.ok(tookMs <= HEALED_WITHIN_MS, `${loss.what}: known after ${tookMs} ms`)
    const told = callers.flatMap(caller => storyOf(stories, caller) ?? [])
    t.same(resultsOf(told), loss.results, `${loss.what}: how the call ended`)
  }
  const slowest = Math.max(...losses.map(({ tookMs }) => tookMs))
  const seconds = (slowest / 1_000).toFixed(1)
  proves(
    t,
    'R06',
    `Q01–Q10 the same; ${proxy.lost().length} of ${heard} events lost, healed in ${seconds} s at most`,
  )
})

// The studio as a flow: what somebody hears who records prompts from his phone, and what the house is asked.
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { bookOf, REFUSAL_FLOW } from '../../src/switchboard/books.ts'
import { admit } from '../../src/switchboard/door.ts'
import { STUDIO_FLOW, studio } from '../../src/switchboard/studio.ts'
import { studioCodes } from '../../src/trunks/star-codes.ts'
import {
  entered,
  failed,
  found,
  key,
  keys,
  notFound,
  played,
  recorded,
  secretOf,
  timeUp,
  walk,
} from '../flows/verbs/meet.ts'

const { config } = checkTree(await readTree(new URL('../..', import.meta.url).pathname))
if (!config) throw new Error('the shipped configuration has mistakes')

const record = 'record *studio 120000 5000, wait 130000'
const askSave = (recording: string) =>
  `look-up *studio-save ${JSON.stringify({ phone: { caller: true }, language: 'vi', key: 'welcome', recording })}, wait 1000`

/** As far as the prompt's own sentence: he may, his PIN was right, 101 is "welcome". */
function atTheMicrophone() {
  const caller = walk(studio)
  caller.hears(entered, found(), secretOf(4), found(), ...keys('101#'), found({ key: 'welcome' }))
  return caller
}

t.test('may he, which PIN, which prompt; he speaks, listens, speaks again, and saves the second', async t => {
  const caller = walk(studio)
  t.same(caller.hears(entered, found(), played, secretOf(6, 'h'), found()), [
    'look-up *studio-may {"phone":{"caller":true}}, wait 1000',
    'collect-secret 4-8# 180000 4000, play studio-enter-pin',
    'collect-secret 4-8# 10000 4000, wait 47000',
    'look-up *studio-pin {"phone":{"caller":true},"pin":{"secret":"h"}}, wait 1000',
    'play studio-enter-number',
  ])
  t.equal(caller.hears(...keys('101#')).at(-1), 'look-up *studio-number {"number":"101"}, wait 1000')
  t.same(
    caller.hears(
      ...[found({ key: 'welcome' }), played, recorded(300, 'short'), played, recorded(4_000, 'first')],
      ...[key('#'), key('2'), played, key('3'), recorded(5_000, 'second'), key('1'), found(), played],
    ),
    [
      ...['play studio-record', record, 'play studio-too-short', record, 'play studio-review'],
      ...['', 'stop-playing, play-recording first', 'play studio-review', `stop-playing, ${record}`],
      ...['play studio-review', `stop-playing, ${askSave('second')}`, 'play studio-saved'],
      'play studio-enter-number',
    ],
  )
  t.same(
    caller.trace.flatMap(one => (one.type === 'MessageDropped' ? [one.recording] : [])),
    ['short', 'first'],
  )
})

t.test('silence saves nothing, and neither does what he took back', async t => {
  const silent = atTheMicrophone()
  silent.hears(played, recorded(4_000))
  for (let time = 1; time < 3; time++) t.same(silent.hears(played, timeUp).at(-1), 'play studio-review')
  t.equal(silent.hears(played, timeUp).at(-1), askSave(''))
  t.equal(silent.hears(notFound).at(-1), 'play studio-enter-number')
  const undecided = atTheMicrophone()
  undecided.hears(played, recorded(4_000, 'first'), key('3'))
  undecided.hears(recorded(0, 'a'), played, recorded(0, 'b'), played)
  t.equal(undecided.hears(recorded(0, 'c')).at(-1), askSave(''), 'not the first one')
})

t.test('no right, a wrong PIN, one too many, no such prompt, a library that does not answer', async t => {
  t.same(walk(studio).hears(entered, notFound, played).slice(1), ['play not-allowed', 'hang-up'])
  const guesser = walk(studio)
  guesser.hears(entered, found(), secretOf(4))
  t.same(guesser.hears(notFound, played, found()).slice(0, 1), ['play wrong-pin'])
  t.same(guesser.hears(secretOf(4), notFound, played, notFound, played).slice(-2), [
    'play too-many-tries+goodbye',
    'hang-up',
  ])
  const lost = walk(studio)
  lost.hears(entered, found(), secretOf(4), found(), ...keys('999#'))
  t.same(lost.hears(notFound, played), ['play studio-unknown-number', 'play studio-enter-number'])
  const unkept = atTheMicrophone()
  unkept.hears(played, recorded(4_000), key('1'))
  t.same(unkept.hears(failed, played), ['play studio-not-saved+goodbye', 'hang-up'])
  t.same(walk(studio).hears(entered, failed), [
    'look-up *studio-may {"phone":{"caller":true}}, wait 1000',
    'play technical-problem+goodbye',
  ])
})

const NOBODY = { raw: '', kind: 'anonymous' } as const

t.test('the code leads there from our own phones only, in the language of the code', async t => {
  t.same(studioCodes('*44', ['vi', 'en'], 'vi'), { vi: '*44', en: '*4436' })
  const closed = () => ({ denied: 'no-route', sentence: '', capped: false, number: NOBODY }) as const
  const dial = (dialled: string, through: 'phone' | 'trunk' = 'phone') => {
    const visitor = { leg: 'l', endpoint: 'ann', through, dialled, callerNumber: 'ann', arrivedAt: 0 }
    const { flow, language, refused } = admit(visitor, config, () => 'c', undefined, closed).arrival
    return [flow, language, refused]
  }
  t.same(dial('*44'), [STUDIO_FLOW, 'vi', undefined])
  t.same(dial('*4436'), [STUDIO_FLOW, 'en', undefined])
  t.same(dial('*49'), [REFUSAL_FLOW, 'vi', undefined])
  t.same(dial('*44', 'trunk'), [REFUSAL_FLOW, 'vi', 'no-such-hotline'])
  const book = bookOf(
    config,
    () => ({ agents: [] }),
    () => new Map(),
  )
  t.equal(book.flow(STUDIO_FLOW), studio)
  t.equal(book.flow('*other'), undefined)
})

// A checker that finds nothing proves nothing: each invariant is broken once, and it must say so.
import { join } from 'node:path'
import t from 'tap'
import { conversationOf } from '../../../src/asterisk/names.ts'
import { testFolder } from '../stores.ts'
import { faultsIn } from './checker.ts'
import { type HistoryLine, readHistory, writeHistory } from './lines.ts'

const ONE = conversationOf('asterisk-1')
const TWO = conversationOf('asterisk-2')

/** `at` in ms: `100 ChannelCreated asterisk-1 PJSIP/trunk-carrier-00000001`; a talk stands before the leg. */
function events(table: string): HistoryLine[] {
  const named = new Map<string, string>()
  return table
    .trim()
    .split('\n')
    .map(line => {
      const [at = '', type = '', ...rest] = line.trim().split(/\s+/)
      const [first = '', second = ''] = rest
      const talk = type.includes('Bridge') ? { talk: first } : {}
      const leg = type.includes('Bridge') ? second : first
      if (type === 'ChannelCreated') named.set(leg, second)
      const who = leg ? { leg, name: named.get(leg) ?? '' } : {}
      return { at: Number(at), kind: 'event', type, ...who, ...talk }
    })
}

const call = (conversation: string, caller: string, agent: string, from = 0) =>
  events(`
    ${from} ChannelCreated ${caller} PJSIP/trunk-carrier-00000001
    ${from + 10} BridgeCreated ${conversation}-talk-1
    ${from + 20} ChannelEnteredBridge ${conversation}-talk-1 ${caller}
    ${from + 30} ChannelCreated ${conversation}-agent-1 PJSIP/${agent}-00000002
    ${from + 500} ChannelEnteredBridge ${conversation}-talk-1 ${conversation}-agent-1
    ${from + 1500} ChannelLeftBridge ${conversation}-talk-1 ${conversation}-agent-1
    ${from + 1500} ChannelDestroyed ${conversation}-agent-1
    ${from + 1510} ChannelLeftBridge ${conversation}-talk-1 ${caller}
    ${from + 1510} ChannelDestroyed ${caller}
    ${from + 1520} BridgeDestroyed ${conversation}-talk-1`)

const caller: HistoryLine = { at: 0, kind: 'caller', contact: 'c1', answered: true, endedBy: 'them' }
const record: HistoryLine = {
  ...{ at: 9_000, kind: 'record', conversation: ONE, contact: 'c1' },
  ...{ arrivedAt: 0, endedAt: 1_510, reason: 'agent-hung-up' },
}
const size = (moment: 'before' | 'after', rssMb: number, handles: number): HistoryLine => ({
  ...{ at: 0, kind: 'size', name: 'switchboard', moment, rssMb, handles },
})
const started = (pid: number, announced = false): HistoryLine => ({
  ...{ at: 0, kind: 'process', name: 'office', pid, announced },
})

const good: HistoryLine[] = [
  ...call(ONE, 'asterisk-1', 'ann'),
  ...[caller, record, started(7), started(8, true)],
  { at: 9_000, kind: 'desk', agent: 'ann', state: 'ready' },
  ...[size('before', 100, 50), size('after', 109, 50)],
]

t.test('a good history has no fault', async t => {
  t.same(faultsIn(good), [])
  t.same(faultsIn([...good, ...call(TWO, 'asterisk-2', 'binh')].filter(({ kind }) => kind === 'event')), [])
})

const without = (type: string, leg?: string) =>
  good.filter(line => !(line.kind === 'event' && line.type === type && (!leg || line.leg === leg)))
/** The last event of this type comes later. */
const late = (type: string, ms: number) =>
  good
    .map(line => (line.kind === 'event' && line.type === type ? { ...line, at: line.at + ms } : line))
    .toSorted((a, b) => a.at - b.at)

for (const [what, history, expected] of [
  ['a leg that stays', without('ChannelDestroyed', `${ONE}-agent-1`), /^I1 the leg PJSIP\/ann-\S+ was never/],
  ['a talk that stays', without('BridgeDestroyed'), /^I1 the talk \S+ was never closed/],
  ['a talk that stands empty', late('BridgeDestroyed', 2_500), /^I1 the talk \S+ stood empty for 2510 ms/],
  [
    'a leg that outlives its caller',
    [
      ...events(`100 ChannelCreated ${ONE}-agent-2 PJSIP/binh-00000003`),
      ...good,
      ...events(`4000 ChannelDestroyed ${ONE}-agent-2`),
    ],
    /^I1 the leg \S* ?outlived its caller by 2490 ms|^I1 the leg PJSIP\/binh-00000003 outlived/,
  ],
  ['a caller without a record', good.filter(({ kind }) => kind !== 'record'), /^I2 the caller c1 has no rec/],
  ['two records of one call', [...good, record], /^I2 \S+ has 2 records/],
  [
    'two records of one caller',
    [...good, { ...record, conversation: TWO }],
    /^I2 the caller c1 has 2 records/,
  ],
  [
    'a record of nobody',
    [...good, { ...record, conversation: TWO, contact: 'c2' }],
    /^I2 nobody made the call/,
  ],
  [
    'a record that ends before it begins',
    good.map(line => (line.kind === 'record' ? { ...line, endedAt: -1 } : line)),
    /^I2 \S+ has no true end/,
  ],
  [
    'an agent who is held',
    [...good, { at: 0, kind: 'desk', agent: 'binh', state: 'busy' }],
    /^I3 binh is busy/,
  ],
  ['an error in a log', [...good, { at: 0, kind: 'error', text: '{"level":50}' }], /^I4 \{"level":50\}/],
  ['a process that came up by itself', [...good, started(9)], /^I4 office started anew by itself \(9\)/],
  [
    'an agent with two calls',
    [...good, ...call(TWO, 'asterisk-2', 'ann', 1_000)].toSorted((a, b) => a.at - b.at),
    /^I5 ann was rung for/,
  ],
  [
    'a caller with two agents',
    [
      ...good,
      ...events(`
        600 ChannelCreated ${ONE}-agent-2 PJSIP/binh-00000003
        700 ChannelEnteredBridge ${ONE}-talk-1 ${ONE}-agent-2
        800 ChannelLeftBridge ${ONE}-talk-1 ${ONE}-agent-2
        800 ChannelDestroyed ${ONE}-agent-2`),
    ].toSorted((a, b) => a.at - b.at),
    /^I5 ann and binh are both in/,
  ],
  ['more memory', [...good, size('after', 111, 50)], /^I6 switchboard has 111 MB, and had 100/],
  ['more open handles', [...good, size('after', 100, 56)], /^I6 switchboard has 56 handles, and had 50/],
] as const satisfies readonly (readonly [string, readonly HistoryLine[], RegExp])[]) {
  t.test(`it finds ${what}`, async t => {
    const faults = faultsIn(history)
    t.equal(faults.length, 1, faults.join('\n'))
    t.match(faults[0], expected)
  })
}

t.test('what nobody could clear away, since we were down, counts from when we were back', async t => {
  const back: HistoryLine = { at: 3_000, kind: 'process', name: 'switchboard', pid: 9, announced: true }
  t.same(faultsIn([...late('BridgeDestroyed', 2_500), back]), [])
  t.equal(faultsIn([...late('BridgeDestroyed', 4_500), back]).length, 1)
})

t.test('a history is kept as lines of JSON, and read again', async t => {
  const folder = await testFolder(t, 'history')
  const file = join(folder, 'one.jsonl')
  await writeHistory(file, good)
  t.same(await readHistory(file), good)
})

// voicemail and record: verbs that record what the caller says.
import t from 'tap'
import type { Heard } from '../../../src/flows/flow.ts'
import { entered, key, meet, mistakes, played, recorded, resumed, timeUp, unplayable } from './meet.ts'

const recording = 'record sales 120000 5000, wait 130000'

t.test('voicemail: after the greeting he speaks, and what he said is his message', async t => {
  const caller = meet('- voicemail: sales')
  t.same(caller.hears(entered, played, recorded(9000), played, timeUp), [
    'play leave-message',
    recording,
    'play message-review',
    'wait 5000',
    'play after',
  ])
  t.same(
    caller.trace.filter(({ type }) => type === 'MessageDropped'),
    [],
  )
})

t.test('voicemail: # skips the greeting, another key does not, and a key ends the message', async t => {
  const caller = meet('- voicemail: sales\n  review: false')
  t.same(caller.hears(entered, key('5'), key('#'), key('#'), recorded(2000)), [
    'play leave-message',
    '',
    `stop-playing, ${recording}`,
    'stop-recording',
    'play after',
  ])
})

t.test('voicemail: he hears his message, speaks again, and keeps the second one', async t => {
  const caller = meet('- voicemail: sales\n  max: 1m\n  silence: 3s')
  caller.hears(entered, played, recorded(5000, 'first'))
  t.same(caller.hears(key('2'), played, key('3'), recorded(6000, 'second'), key('1')), [
    'stop-playing, play-recording first',
    'play message-review',
    'stop-playing, record sales 60000 3000, wait 70000',
    'play message-review',
    'stop-playing, play after',
  ])
  t.same(
    caller.trace.filter(({ type }) => type === 'MessageDropped'),
    [{ type: 'MessageDropped', recording: 'first' }],
  )
})

t.test('voicemail: too short is said so; after the third time the flow goes on', async t => {
  const caller = meet('- voicemail: sales')
  t.same(caller.hears(entered, played, recorded(300, 'a'), played, recorded(0, 'b'), key('#')).slice(2), [
    'play message-too-short',
    recording,
    'play message-too-short',
    `stop-playing, ${recording}`,
  ])
  t.equal(caller.hears(recorded(999, 'c')).at(-1), 'play after')
  t.same(
    caller.trace
      .filter(({ type }) => type === 'MessageDropped')
      .map(trace => 'recording' in trace && trace.recording),
    ['a', 'b', 'c'],
  )
})

t.test('voicemail: what cannot be recorded is said so, and the flow goes on', async t => {
  const broken: Heard = { type: 'recorded', recording: 'x', durationMs: 0, outcome: 'failed' }
  const caller = meet('- voicemail: sales')
  t.same(caller.hears(entered, unplayable, broken, played).slice(2), ['play technical-problem', 'play after'])
})

t.test(
  'voicemail: after a restart he is asked again, or reviews what is there; nothing waits for ever',
  async t => {
    const caller = meet('- voicemail: sales')
    t.same(
      caller
        .hears(entered, resumed, played, resumed, recorded(4000), played, recorded(5000), resumed)
        .slice(1),
      [
        'play leave-message',
        recording,
        'play leave-message',
        '',
        recording,
        'play message-review',
        'play message-review',
      ],
    )
    const lost = meet('- voicemail: sales')
    t.equal(lost.hears(entered, played, timeUp).at(-1), 'stop-recording, play leave-message')
    t.equal(lost.hears(played, timeUp, played, timeUp).at(-1), 'stop-recording, play after', 'never for ever')
  },
)

t.test('voicemail: a recording that comes late or twice changes nothing', async t => {
  const caller = meet('- voicemail: sales')
  t.same(caller.hears(entered, recorded(5000), played, recorded(5000), recorded(5000), key('7')).slice(1), [
    '',
    recording,
    'play message-review',
    '',
    '',
  ])
})

t.test('record: the recording is a value, and lies in no box', async t => {
  const caller = meet('- record: complaint\n  prompt: tell-us\n  max: 30s')
  t.same(caller.hears(entered, played, recorded(200, 'a'), played, recorded(3000, 'b')), [
    'play tell-us',
    'record no box 30000 5000, wait 40000',
    'play message-too-short',
    'record no box 30000 5000, wait 40000',
    'play after',
  ])
  t.same(caller.place().values, { 'input.complaint': 'b' })
  t.same(caller.trace.at(-1), { type: 'MessageDropped', recording: 'a' })
})

t.test('times in which nobody could leave a message are refused', async t => {
  t.same(mistakes('- voicemail: sales\n  max: 0s'), ['wrong-value max'])
  t.same(mistakes('- voicemail: sales\n  max: 2d'), ['wrong-value max'])
  t.same(mistakes('- record: x\n  silence: 10ms'), ['wrong-value silence'])
  t.same(mistakes('- voicemail: sales\n  greetings: x'), ['unknown-key greetings'])
})

import t from 'tap'
import type { AriEvent } from '../../src/asterisk/ari-types.ts'
import { openHangUps } from '../../src/asterisk/hang-ups.ts'
import { conversationOf } from '../../src/asterisk/names.ts'
import { translate } from '../../src/asterisk/translate.ts'

const CALLER = '1795000000.1'
const CONVERSATION = conversationOf(CALLER)
const AGENT = `${CONVERSATION}-agent-1`
const BEGAN = Date.parse('2026-11-02T09:00:00.000Z')

const at = (ms: number) => ({ timestamp: new Date(BEGAN + ms).toISOString() })
const channel = (id: string) => ({ id }) as Extract<AriEvent, { type: 'StasisStart' }>['channel']
const asksToGo = (id: string, ms: number): AriEvent => ({
  type: 'ChannelHangupRequest',
  channel: channel(id),
  ...at(ms),
})
const isGone = (id: string, ms: number): AriEvent => ({
  type: 'ChannelDestroyed',
  channel: channel(id),
  cause: 16,
  ...at(ms),
})

/** @returns the inputs that the call gets. */
function heardOf(events: readonly AriEvent[], clock = (theirs: number) => theirs) {
  const hangUps = openHangUps(clock)
  return events.flatMap(event => {
    const heard = hangUps.marked(event, translate(event, clock))
    return heard?.to === 'call' ? [heard.input] : []
  })
}

t.test('a leg ends when its phone hangs up, not when Asterisk has put it away', async t => {
  for (const leg of [CALLER, AGENT]) {
    const [ended] = heardOf([asksToGo(leg, 5_000), asksToGo(leg, 5_009), isGone(leg, 5_015)])
    t.match(ended, { type: 'LegEnded', leg, endedAt: BEGAN + 5_000 })
  }
})

t.test('one that never said goodbye ends when it is gone', async t => {
  const [ended] = heardOf([asksToGo(CALLER, 4_000), isGone(AGENT, 5_015)])
  t.match(ended, { type: 'LegEnded', leg: AGENT, endedAt: BEGAN + 5_015 })
})

t.test('both times are told by our clock', async t => {
  const anHourAhead = (theirs: number) => theirs - 3_600_000
  const [ended] = heardOf([asksToGo(CALLER, 5_000), isGone(CALLER, 5_015)], anHourAhead)
  t.match(ended, { endedAt: BEGAN + 5_000 - 3_600_000 })
})

t.test('a prompt that his goodbye broke off did not end, a message did, and says why', async t => {
  const events: AriEvent[] = [
    asksToGo(CALLER, 5_000),
    { type: 'PlaybackFinished', playback: { id: `${CONVERSATION}-play-1`, state: 'done' }, ...at(5_001) },
    {
      type: 'RecordingFinished',
      recording: { name: `${CONVERSATION}-msg-1`, format: 'wav', state: 'done', duration: 4 },
      ...at(5_002),
    } as AriEvent,
    isGone(CALLER, 5_015),
  ]
  t.match(heardOf(events), [{ type: 'RecordingEnded', hungUp: true }, { type: 'LegEnded' }])
})

t.test('his next prompt, in another call from the same leg, is nobody’s goodbye', async t => {
  const [, play] = heardOf([
    asksToGo(CALLER, 5_000),
    isGone(CALLER, 5_015),
    { type: 'PlaybackFinished', playback: { id: `${CONVERSATION}-play-2`, state: 'done' }, ...at(6_000) },
  ])
  t.match(play, { type: 'PlayEnded' })
})

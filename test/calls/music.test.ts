// Music of the owner's choice, and what the caller hears when somebody has picked up (src/calls/phases/music.ts,
// greeting.ts).
import t from 'tap'
import type { Book, QueueRule } from '../../src/calls/turn.ts'
import { playingStill } from '../../src/switchboard/unheard.ts'
import { book } from '../core/world/setting.ts'
import { joined, offered, placed, played, resumed, Story, timeUp } from './story.ts'

const rules = (change: Partial<QueueRule>): Book => ({
  ...book,
  queue(name) {
    const queue = book.queue(name)
    return queue && { ...queue, ...change }
  },
})
/** He waits in sales, and hears its music. */
const hears = (change: Partial<QueueRule>) =>
  new Story({ flow: 'direct' }, rules(change)).after(300).when(timeUp)
const SONGS = { music: ['song', { text: 'Our shop' }] } as const

t.test('songs of the owner’s follow each other, and begin again', async t => {
  const story = hears(SONGS)
  t.same(story.commands, ['Play L c-play-2 song vi'])
  t.same(story.when(played('c-play-2')).commands, ['Play L c-play-3 Our shop vi'])
  t.same(story.when(played('c-play-3')).commands, ['Play L c-play-4 song vi'])
  t.same(playingStill(story.call), ['c-play-4'], 'that its end was lost is found out')
})

t.test('a song that can’t be played leaves the house’s own music, and is not tried in a circle', async t => {
  const story = hears(SONGS).when({ type: 'PlayEnded', play: 'c-play-2', outcome: 'failed' })
  t.same(story.commands, ['StartMusic L default'])
  t.same(story.when(placed(2)).commands.slice(0, 1), ['StopMusic L'])
})

t.test('ringing instead of music', async t => {
  t.same(hears({ music: 'ringback' }).commands, ['Play L c-play-2 ring vi'])
})

t.test('an announcement and an agent stop the song; after the announcement the next one plays', async t => {
  const story = hears(SONGS).when(placed(2))
  t.same(story.commands, ['StopPlay c-play-2', 'Play L c-play-3 position-2 please-wait vi'])
  t.same(story.when(played('c-play-2')).commands, [], 'the end of what was stopped')
  t.same(story.when(played('c-play-3')).commands, ['Play L c-play-4 Our shop vi'])
  story.when(offered()).when(joined('c-agent-5'))
  t.equal(story.phase, 'talking')
  t.same(story.commands.slice(0, 2), ['StopPlay c-play-4', 'JoinTalk c-talk-1 c-agent-5'])
})

t.test('after a restart of ours the song that may play on is stopped before the next', async t => {
  const back = hears(SONGS).when(resumed({ talks: ['c-talk-1'] }))
  t.same(back.commands.slice(0, 4), [
    ...['Answer L', 'JoinTalk c-talk-1 L', 'StopPlay c-play-2', 'Play L c-play-3 Our shop vi'],
  ])
})

const FOUND = { found: ['found'] } as const

t.test('the caller hears that somebody is there, and then they talk', async t => {
  const story = hears(FOUND).when(offered()).when(joined('c-agent-2'))
  t.equal(story.phase, 'ringing')
  t.same(story.commands, ['StopMusic L', 'Play L c-play-3 found vi'])
  t.equal(story.when(played('c-play-3')).phase, 'talking')
})

t.test('caller and agent each hear their words: they talk when both are over', async t => {
  const both = () =>
    hears({ ...FOUND, whisper: ['whisper'] })
      .when(offered())
      .when(joined('c-agent-2'))
  const agentFirst = both().when(played('c-play-3'))
  t.equal(agentFirst.phase, 'ringing', 'the caller still listens')
  t.equal(agentFirst.when(played('c-play-4')).phase, 'talking')
  const callerFirst = both().when(played('c-play-4'))
  t.equal(callerFirst.phase, 'ringing')
  t.same(callerFirst.commands, ['StartMusic L default'], 'music again, for so long')
  t.equal(callerFirst.when(played('c-play-3')).phase, 'talking')
})

t.test('what he must hear before he is recorded comes first, and nobody talks before it is over', async t => {
  const CONSENT = { ...FOUND, consent: 'call-recorded' } as const
  const story = hears(CONSENT).when(offered()).when(joined('c-agent-2'))
  t.same(story.commands, ['StopMusic L', 'Play L c-play-3 call-recorded found vi'])
  t.equal(story.when(played('c-play-3')).phase, 'talking')
  const pressed = hears({ ...CONSENT, confirm: true })
    .when(offered())
    .when(joined('c-agent-2'))
    .when({ type: 'KeyPressed', leg: 'c-agent-2', digit: '1' })
  t.equal(pressed.phase, 'ringing', 'he pressed 1, and the caller still listens')
  t.same(pressed.commands, ['StopPlay c-play-3'])
  t.equal(pressed.when(played('c-play-3')).phase, 'ringing')
  t.equal(pressed.when(played('c-play-3')).when(played('c-play-4')).phase, 'talking')
  const quiet = hears({ consent: 'call-recorded' }).when(offered()).when(joined('c-agent-2'))
  t.equal(quiet.phase, 'ringing')
  t.equal(quiet.when(played('c-play-3')).phase, 'talking')
})

t.test('an agent who presses 1 has the call at once, whatever the caller still hears', async t => {
  const story = hears({ ...FOUND, confirm: true })
    .when(offered())
    .when(joined('c-agent-2'))
    .when({ type: 'KeyPressed', leg: 'c-agent-2', digit: '1' })
  t.equal(story.phase, 'talking')
  t.same(story.commands.slice(0, 1), ['StopPlay c-play-4'])
})

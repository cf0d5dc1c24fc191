// What a phone's answer means: the SIP status decides, because Asterisk's own causes mix things up.
import t from 'tap'
import { gone, ringing } from './story.ts'

const refusals = [
  [486, 17, 'busy'],
  [600, 17, 'busy'],
  [603, 21, 'declined'],
  [480, 19, 'declined'],
  [403, 21, 'declined'],
  [404, 1, 'unreachable'],
  [401, 21, 'unreachable'],
  [408, 18, 'unreachable'],
  [503, 34, 'unreachable'],
  [undefined, 20, 'unreachable'],
] as const

for (const [status, cause, word] of refusals) {
  t.test(`a phone that answers ${status ?? 'nothing'} means ${word}, and the caller waits on`, async t => {
    const story = ringing().when(gone('c-agent-2', status, cause))
    t.same(
      [story.phase, story.facts, story.commands],
      ['waiting', [`OfferEnded o1 an ${word}`], [`EndOffer o1 an ${word}`]],
    )
  })
}

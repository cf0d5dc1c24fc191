// What the reconciler concludes about talks from one look: who does not hear whom, and who is taken for free.
import t from 'tap'
import type { Agent } from '../../src/agents/agent.ts'
import { emptyFloor } from '../../src/queues/floor.ts'
import type { Sighting } from '../../src/switchboard/exchange.ts'
import { takenForFree, unjoined } from '../../src/switchboard/unjoined.ts'
import { talking, waiting } from '../calls/story.ts'

const { call } = talking()
const ears = () => {}

function seen(up: readonly string[], inTalk?: readonly string[]): Sighting {
  return {
    legs: ['L', 'c-agent-2'].map(leg => ({ leg, conversation: 'c', role: 'agent', up: up.includes(leg) })),
    talks: inTalk ? [{ talk: 'c-talk-1', conversation: 'c', legs: inTalk }] : [],
    phones: [],
  }
}

t.test('whoever talks by his call and stands outside its talk in Asterisk is in doubt', t => {
  const both = ['L', 'c-agent-2']
  t.same(unjoined(seen(both, [...both, 'an-ear']), [call], ears), [], 'both are in it')
  t.match(unjoined(seen(both, ['c-agent-2']), [call], ears), [{ details: { legs: ['L'] } }])
  t.match(unjoined(seen(both), [call], ears), [{ details: { legs: both } }], 'there is no such talk at all')
  t.same(unjoined(seen(['c-agent-2'], ['c-agent-2']), [call], ears), [], 'who is gone is heard of otherwise')
  t.same(unjoined(seen(both), [waiting().call], ears), [], 'who waits talks to nobody')
  t.end()
})

t.test('an agent who talks and counts as ready would be offered the next caller', t => {
  const floorWith = (state: Agent['state']) => ({
    ...emptyFloor,
    agents: emptyFloor.agents.set('an', { id: 'an', state } as Agent),
  })
  const resumed: string[] = []
  const doubts = takenForFree(floorWith({ name: 'ready', since: 1 }), [call], one => resumed.push(one.id))
  doubts[0]?.mend()
  t.same(resumed, ['c'])
  t.equal(doubts.length, 1)
  const busy = floorWith({ name: 'busy', since: 1, conversation: 'c', queue: 'sales' })
  t.same(takenForFree(busy, [call], ears), [])
  t.end()
})

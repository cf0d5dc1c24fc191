// The agents' codes: from our own phones only, each with its confirmation, and what the floor is told.
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { openAgentCodes } from '../../src/house/agent-codes.ts'
import type { FloorInput } from '../../src/queues/events.ts'
import { agentCodeFlow, agentCodeFlows } from '../../src/switchboard/agent-codes.ts'
import { bookOf, REFUSAL_FLOW } from '../../src/switchboard/books.ts'
import { admit } from '../../src/switchboard/door.ts'
import { AGENT_CODES } from '../../src/trunks/star-codes.ts'
import { entered, failed, found, notFound, walk } from '../flows/verbs/meet.ts'
import { FloorStory, team } from '../queues/story.ts'

const { config } = checkTree(await readTree(new URL('../..', import.meta.url).pathname))
if (!config) throw new Error('the shipped configuration has mistakes')

const NOBODY = { raw: '', kind: 'anonymous' } as const

t.test('each code leads our own phones to its flow', async t => {
  const closed = () => ({ denied: 'no-route', sentence: '', capped: false, number: NOBODY }) as const
  const dial = (dialled: string, through: 'phone' | 'trunk' = 'phone') => {
    const visitor = { leg: 'l', endpoint: 'ann', through, dialled, callerNumber: 'ann', arrivedAt: 0 }
    return admit(visitor, config, () => 'c', undefined, closed).arrival
  }
  t.match(dial('*45'), { flow: agentCodeFlow('log-in'), language: 'vi' })
  t.match(dial('*46'), { flow: agentCodeFlow('log-out') })
  t.match(dial('*47'), { flow: agentCodeFlow('pause') })
  t.match(dial('*48'), { flow: agentCodeFlow('ready') })
  t.match(dial('*45', 'trunk'), { flow: REFUSAL_FLOW, refused: 'no-such-hotline' })
  const book = bookOf(
    config,
    () => ({ agents: [] }),
    () => new Map(),
  )
  for (const code of AGENT_CODES) t.ok(book.flow(agentCodeFlow(code)), code)
})

t.test('it is said what he is now; who has no desk is refused', async t => {
  const said = { 'log-in': 'logged-in', 'log-out': 'logged-out', pause: 'paused', ready: 'ready' }
  for (const code of AGENT_CODES) {
    const flow = agentCodeFlows[agentCodeFlow(code)]
    if (!flow) return t.fail(code)
    t.equal(walk(flow).hears(entered, found()).at(-1), `play agent-${said[code]}`)
    t.equal(walk(flow).hears(entered, notFound).at(-1), 'play not-allowed')
    t.equal(walk(flow).hears(entered, failed).at(-1), 'play technical-problem')
  }
})

t.test('the floor hears of it; of a phone at nobody’s desk it does not', async t => {
  const story = new FloorStory(team({ an: ['sales'] }))
  const heard: FloorInput[] = []
  const own = openAgentCodes({
    agents: () => [{ id: 'an', name: 'An', phone: 'an-phone', queues: [] }],
    floor: () => ({
      floor: story.floor,
      happened(input) {
        heard.push(input)
        story.when(input)
      },
    }),
  })
  const dial = async (code: (typeof AGENT_CODES)[number], phone = 'an-phone') => {
    const answer = await own[agentCodeFlow(code)]?.({ open: { phone }, secret: {} }, config, 'c')
    return [answer?.outcome, story.state('an')]
  }
  t.same(await dial('pause'), ['found', 'paused'])
  t.same(await dial('ready'), ['found', 'ready'])
  t.same(await dial('log-out'), ['found', 'offline'])
  t.same(await dial('log-in'), ['found', 'ready'])
  t.same(await dial('pause', 'reception'), ['not-found', 'ready'])
  t.match(heard[0], { type: 'AgentPaused', agent: 'an', by: 'an', reason: 'break' })
  t.equal(heard.length, 4)
})

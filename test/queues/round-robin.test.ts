// Round robin against an oracle that knows only this: chairs around a table, and whose turn it was.
import t from 'tap'
import { randomOf } from '../core/world/random.ts'
import { FloorStory, team } from './story.ts'

const names = ['an', 'binh', 'chi', 'dung', 'em', 'giang', 'hoa']

/** Goes around the table from the chair after the last one, and takes the first who is free. */
function oracle(last: string | undefined, free: ReadonlySet<string>): string | undefined {
  const from = last === undefined ? 0 : names.indexOf(last) + 1
  for (let n = 0; n < names.length; n++) {
    const name = names[(from + n) % names.length] as string
    if (free.has(name)) return name
  }
  return undefined
}

t.test('every choice of thousands, with agents coming and going, agrees with the oracle', async t => {
  for (let seed = 1; seed <= 40; seed++) {
    const random = randomOf(seed)
    const story = new FloorStory(team(Object.fromEntries(names.map(name => [name, ['sales']]))))
    const free = new Set(names)
    const busy = new Map<string, string>()
    let last: string | undefined
    for (let n = 0; n < 150; n++) {
      const name = random.pick(names)
      const served = busy.get(name)
      if (random.oneIn(20)) story.restarts()
      if (served !== undefined) {
        story.finishes(served, name, 0)
        busy.delete(name)
        free.add(name)
      } else if (random.oneIn(4) && free.has(name)) {
        story.pauses(name)
        free.delete(name)
      } else if (!free.has(name)) {
        story.readies(name)
        free.add(name)
      } else {
        const expected = oracle(last, free)
        const conversation = `c${seed}-${n}`
        story.after(1).joins(conversation)
        const { agent } = story.offerOf(conversation)
        if (agent !== expected) t.equal(agent, expected, `seed ${seed}, call ${n}`)
        last = agent
        free.delete(agent)
        busy.set(agent, conversation)
        story.accepts(conversation)
      }
    }
  }
})

t.test(
  'the turn survives a restart, a pause of the one whose turn it was, and his leaving the team',
  async t => {
    const story = new FloorStory(team({ an: ['sales'], binh: ['sales'], chi: ['sales'] }))
    const serve = (conversation: string) => {
      const { agent } = story.joins(conversation).offerOf(conversation)
      story.accepts(conversation).finishes(conversation, agent, 0)
      return agent
    }
    t.same([serve('c1'), serve('c2')], ['an', 'binh'])
    t.equal(story.restarts() && serve('c3'), 'chi')
    t.equal(serve('c4'), 'an')
    t.equal(story.pauses('an') && serve('c5'), 'binh')
    story.roster = team({ an: ['sales'], chi: ['sales'] })
    t.equal(story.when({ type: 'TeamChanged', hash: 'v2' }) && serve('c6'), 'chi')
    t.equal(story.readies('an') && serve('c7'), 'an')
  },
)

t.test('an agent’s rank is his chair', async t => {
  const roster = team({ an: ['sales'], binh: ['sales'] })
  const binh = roster.agents.binh
  if (binh) roster.agents = { ...roster.agents, binh: { ...binh, queues: [{ queue: 'sales', rank: 0 }] } }
  t.same(new FloorStory(roster).joins('c1').offers, { c1: 'binh' })
})

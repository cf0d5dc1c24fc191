// Round robin judged from outside: replays the floor's journal, and says for each offer what had to be chosen.
// Written from the rule alone (design: the first free seat after the one that was rung last), not from the router.
import type { FloorEvent } from '../../src/queues/events.ts'
import type { Recorded } from './records.ts'

export type Judged = { offers: number; faults: string[]; chosen: Map<string, number> }

/** @param seats the queue's agents in the order of their ranks */
export function judgeRoundRobin(
  records: readonly Recorded<FloorEvent>[],
  queue: string,
  seats: readonly string[],
): Judged {
  const state = new Map(seats.map(agent => [agent, 'ready']))
  const reachable = new Set<string>()
  const waiting: { conversation: string; since: number }[] = []
  const faults: string[] = []
  const chosen = new Map(seats.map(agent => [agent, 0]))
  let last = -1
  let offers = 0
  for (const { seq, event } of records) {
    switch (event.type) {
      case 'PhoneSeen':
        if (event.reachable) reachable.add(event.phone)
        else reachable.delete(event.phone)
        break
      case 'AgentStateChanged':
        state.set(event.agent, event.to)
        break
      case 'CallerJoined':
        if (event.queue === queue) waiting.push(event)
        waiting.sort((a, b) => a.since - b.since)
        break
      case 'CallerLeft':
        leave(event.conversation)
        break
      case 'CallOffered': {
        if (event.why.queue !== queue) break
        offers++
        const isFree = (agent: string) => state.get(agent) === 'ready' && reachable.has(agent)
        const turns = [...seats.slice(last + 1), ...seats.slice(0, last + 1)].filter(isFree)
        const [agent = ''] = event.agents
        const say = (what: string) => faults.push(`floor:${seq} ${what}`)
        if (String(event.why.free) !== String(turns)) say(`free: ${event.why.free}, but really ${turns}`)
        if (agent !== turns[0]) say(`chose ${agent}, but it was the turn of ${turns[0]}`)
        const excluded = Object.values(event.why.excluded).flat()
        if (excluded.length + turns.length !== seats.length)
          say(`${excluded.length} excluded, ${turns.length} free`)
        if (waiting[0]?.conversation !== event.conversation)
          say(`${event.conversation} was offered before ${waiting[0]?.conversation}, who waited longer`)
        leave(event.conversation)
        last = seats.indexOf(agent)
        chosen.set(agent, (chosen.get(agent) ?? 0) + 1)
      }
    }
  }
  return { offers, faults, chosen }

  function leave(conversation: string): void {
    const at = waiting.findIndex(one => one.conversation === conversation)
    if (at >= 0) waiting.splice(at, 1)
  }
}

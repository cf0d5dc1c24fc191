// What callers, agents, phones and fate may do at any moment.
import { movesOf } from '../../../src/calls/moves.ts'
import { bigStep, look, reconnect, restart } from './restart.ts'
import { queueNames } from './setting.ts'
import { outward, type World } from './world.ts'

const MOST_CALLERS = 6

/** One thing happens. */
export function somethingHappens(world: World): void {
  const { random } = world
  const dice = random.below(100)
  if (dice < 55) {
    if (world.deliver()) return
    const due = world.due()
    if (due.length > 0) return world.ringAlarm(random.pick(due))
    return timePasses(world)
  }
  if (dice < 63) {
    const due = world.due()
    if (due.length > 0) return world.ringAlarm(random.pick(due))
  }
  if (dice < 70) return somebodyArrives(world)
  if (dice < 86) return aLegMoves(world)
  if (dice < 91) return somethingPlaysOut(world)
  if (dice < 96) return theDeskMoves(world)
  if (world.mood !== 'calm') fateStrikes(world)
}

function timePasses(world: World): void {
  const { random } = world
  const rough = world.mood === 'rough'
  if (rough && random.oneIn(3)) return bigStep(world)
  // In a calm world no timer is late: time goes on to the next one, and not beyond.
  const next = world.nextDeadline() ?? world.house + 4_000
  const later = rough ? world.house + random.below(4_000) : Math.min(next, world.house + random.below(4_000))
  world.house = Math.max(world.house, random.oneIn(2) ? next : later)
}

function somebodyArrives(world: World): void {
  const { random } = world
  if (world.arrived >= MOST_CALLERS) return
  world.arrives(random.oneIn(3) ? 'direct' : random.oneIn(6) ? 'back' : 'main')
}

function aLegMoves(world: World): void {
  const { random, asterisk } = world
  if (asterisk.legs.size === 0) return
  const leg = random.pick([...asterisk.legs.values()])
  if (leg.kind === 'caller') {
    if (random.oneIn(6)) return asterisk.end(leg.leg, 16)
    const digit = random.pick(['1', '1', '2', '9', '8', '#'])
    return world.press(leg.conversation, leg.leg, digit)
  }
  if (leg.up) return random.oneIn(2) ? asterisk.end(leg.leg, 16) : world.press(leg.conversation, leg.leg, '1')
  if (!random.oneIn(3)) return asterisk.answer(leg)
  const [cause, tech] = random.pick([
    [21, 603],
    [17, 486],
    [19, 480],
    [34, 503],
    [0, undefined],
  ] as const)
  asterisk.end(leg.leg, cause, tech)
}

function somethingPlaysOut(world: World): void {
  const { random, asterisk } = world
  if (asterisk.plays.size > 0) return asterisk.endPlay(random.pick([...asterisk.plays.keys()]))
  if (asterisk.tapes.size > 0) asterisk.endTape(random.pick([...asterisk.tapes.keys()]), 'failed')
}

function theDeskMoves(world: World): void {
  const { random, everybody, asterisk } = world
  const agent = random.pick(Object.keys(everybody.agents))
  const by = 'anna'
  switch (random.below(14)) {
    case 0:
      return world.people({ type: 'AgentPaused', agent, reason: 'lunch', by })
    case 1:
    case 2:
      return world.people({ type: 'AgentReadied', agent, by })
    case 3: {
      const phone = `phone${agent.slice('agent'.length)}`
      const reachable = random.oneIn(2)
      if (reachable) asterisk.unreachable.delete(phone)
      else asterisk.unreachable.add(phone)
      return world.people({ type: 'PhoneSeen', phone, reachable })
    }
    case 4:
      return world.people({ type: 'TeamChanged', hash: agent === 'agent1' ? 'all' : `without ${agent}` })
    case 7: {
      const promised = [...world.calls.values()].filter(({ phase }) => 'promise' in phase)
      if (promised.length > 0) world.tellCall(random.pick(promised).id, { type: 'CustomerCame' })
      return
    }
    case 5: {
      const [call] = [...world.calls.values()]
      if (call) world.tellCall(call.id, { type: 'HangUpAsked', by })
      return
    }
    case 6: {
      if (world.calls.size === 0) return
      const { id } = random.pick([...world.calls.values()])
      return world.tellCall(id, { type: 'RequeueAsked', queue: random.pick(queueNames), by })
    }
    default:
      return aCallIsMoved(world, agent)
  }
}

/** Mostly what can be done, and now and then what can't. */
function aCallIsMoved(world: World, agent: string): void {
  const { random, calls } = world
  if (calls.size === 0) return
  const call = random.pick([...calls.values()])
  const possible = movesOf(call)
  const move = possible.length > 0 && !random.oneIn(10) ? random.pick(possible) : random.pick(ALL_MOVES)
  const queue = random.pick(queueNames)
  const by = 'anna'
  if (move === 'consult') {
    const to = random.oneIn(3) ? outward(random) : random.oneIn(2) ? { agent } : { queue }
    return world.tellCall(call.id, { type: 'ConsultAsked', to, by })
  }
  if (move !== 'transfer') return world.tellCall(call.id, { type: 'MoveAsked', move, by })
  const to = random.pick([
    { agent },
    { queue },
    { flow: 'main' },
    { flow: 'main', section: 'bye' },
    outward(random),
  ])
  return world.tellCall(call.id, { type: 'TransferAsked', to, by })
}

const ALL_MOVES = ['hold', 'resume', 'transfer', 'consult', 'merge', 'complete', 'cancel'] as const

function fateStrikes(world: World): void {
  const { random, mood } = world
  if (random.oneIn(2)) return
  if (mood === 'restarts') return random.oneIn(2) ? reconnect(world) : restart(world, random.oneIn(9))
  if (random.oneIn(5)) restart(world, random.oneIn(6))
  else look(world)
}

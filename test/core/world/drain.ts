// The evening: nobody new comes, the wires are good again, every agent takes what rings, and all must come to rest.
import { look } from './restart.ts'
import { allIsAsItSeems, allIsOver } from './rules.ts'
import type { World } from './world.ts'

const MOST_STEPS = 5_000
const TALK_MS = 2_000

/** Runs the world to its rest, and checks that nothing and nobody is left. */
export function comeToRest(world: World): void {
  const { wires, everybody, asterisk } = world
  wires.rough = false
  asterisk.unreachable.clear()
  for (const [agent, { phone }] of Object.entries(everybody.agents)) {
    world.people({ type: 'PhoneSeen', phone, reachable: true })
    // Twice: after a wrap-up comes the pause that he asked for during his call.
    for (let n = 0; n < 2; n++) world.people({ type: 'AgentReadied', agent, by: 'anna' })
  }
  for (let left = MOST_STEPS; left > 0; left--) {
    if (world.deliver() || alarm(world)) continue
    allIsAsItSeems(world)
    if (somebodyActs(world) || repaired(world) || somebodyComesBack(world)) continue
    const next = world.nextDeadline()
    if (next === undefined) return rest(world)
    world.house = Math.max(world.house, next)
  }
  throw new Error('The world does not come to rest.')
}

/** Where nothing was lost, the reconciler finds nothing. */
function repaired(world: World): boolean {
  const found = look(world)
  if (found && world.mood === 'calm') throw new Error('The reconciler had to repair a calm world.')
  return found
}

function alarm(world: World): boolean {
  const due = world.due()
  if (due.length > 0) world.ringAlarm(world.random.pick(due))
  return due.length > 0
}

function somebodyActs(world: World): boolean {
  const { asterisk, calls } = world
  // Music never ends.
  const songs = new Set([...calls.values()].map(({ phase }) => 'wait' in phase && phase.wait.song))
  const play = [...asterisk.plays.keys()].find(one => !songs.has(one))
  if (play !== undefined) {
    asterisk.endPlay(play)
    return true
  }
  for (const leg of asterisk.legs.values()) {
    const phase = calls.get(leg.conversation)?.phase
    if (leg.kind === 'agent' && !leg.up) {
      asterisk.answer(leg)
      return true
    }
    if (phase?.name === 'ringing' && phase.greeting && phase.ringing.leg === leg.leg) {
      world.press(leg.conversation, leg.leg, '1')
      return true
    }
    if (phase?.name === 'reaching' && phase.asked && phase.dialled?.leg === leg.leg) {
      world.press(leg.conversation, leg.leg, '1')
      return true
    }
    if (phase && ('with' in phase || phase.name === 'outside')) {
      // People talk for a while.
      if ('met' in phase && phase.met) world.house = Math.max(world.house, phase.met.at + TALK_MS)
      asterisk.end(leg.leg, 16)
      return true
    }
  }
  return false
}

/** Whoever was paused because he let it ring, or hung up at once, comes back. */
function somebodyComesBack(world: World): boolean {
  const paused = [...world.floor.agents.values()].find(
    ({ state }) => state.name === 'paused' && (state.reason === 'missed' || state.reason === 'declined'),
  )
  if (paused) world.people({ type: 'AgentReadied', agent: paused.id, by: 'anna' })
  return paused !== undefined
}

function rest({ rules, floor, calls, asterisk }: World): void {
  for (const call of calls.values()) throw new Error(`${call.id} was forgotten: ${call.phase.name}`)
  allIsOver(rules, floor, calls.size, [...asterisk.legs.keys(), ...asterisk.talks.keys()])
}

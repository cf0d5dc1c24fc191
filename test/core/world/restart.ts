// The hard moments: we are killed and come back, Asterisk as well; the clock jumps; the reconciler looks.
import { type Call, legsOf } from '../../../src/calls/call.ts'
import { agentsOf, ringingLegsOf } from '../../../src/calls/parties.ts'
import { deepFreeze } from '../../../src/config/deep-freeze.ts'
import { whatTheyDo } from '../../../src/switchboard/recovery.ts'
import { playingStill, ringingStill } from '../../../src/switchboard/unheard.ts'
import type { World } from './world.ts'

export function bigStep(world: World): void {
  world.house += world.random.pick([50, 1_000, 6_000, 20_000, 90_000])
}

/** What was in memory is gone, what was written is read again, and everybody hears what is really there. */
export function restart(world: World, asteriskToo: boolean): void {
  world.diary?.push(asteriskToo ? '--- restart, Asterisk too' : '--- restart')
  world.wires.cutAll()
  if (asteriskToo) world.asterisk.crash()
  for (const [id, call] of world.calls) world.calls.set(id, deepFreeze(again(call)))
  world.floor = deepFreeze(world.stored.read(world.roster))
  world.tellFloor({ type: 'FloorResumed', ...whatTheyDo([...world.calls.values()]) })
  recover(world, asteriskToo)
}

/** Only the line to Asterisk broke, and is back: between calls and floor, words may be on their way. */
export function reconnect(world: World): void {
  world.diary?.push('--- reconnect')
  world.wires.cutLine()
  recover(world, false)
}

function recover(world: World, asteriskRestarted: boolean): void {
  for (const call of [...world.calls.values()]) resume(world, call, asteriskRestarted)
  for (const { leg, conversation, kind } of world.asterisk.legs.values()) {
    if (kind === 'caller' && !world.calls.has(conversation)) world.adopt(conversation, leg)
  }
}

function resume(world: World, call: Call, asteriskRestarted: boolean): void {
  const { legs, talks, tapes } = world.asterisk
  const endedAt = world.now.wall
  for (const leg of asteriskRestarted ? [] : legsOf(call)) {
    const found = legs.get(leg)
    // A leg that never rang leaves no trace; whoever looks may not call that an end.
    const neverRang = ringingLegsOf(call).includes(leg) && world.random.oneIn(2)
    if (!found && !neverRang) world.tellCall(call.id, { type: 'LegEnded', leg, cause: 0, endedAt })
    else if (found?.kind === 'agent' && found.up) world.tellCall(call.id, { type: 'LegJoined', leg })
  }
  const mine = <T extends { conversation: string }>(all: ReadonlyMap<string, T>) =>
    [...all].filter(([, { conversation }]) => conversation === call.id).map(([id]) => id)
  world.tellCall(call.id, {
    type: 'Resumed',
    legs: mine(legs),
    talks: [...talks].filter(([, conversation]) => conversation === call.id).map(([talk]) => talk),
    recordings: mine(tapes),
    asteriskRestarted,
  })
}

/**
 * The reconciler: ends what is gone, releases what is nobody's, lets in who stands at the door unheard, tells what was
 * not heard.
 */
export function look(world: World): boolean {
  const { asterisk, calls } = world
  const endedAt = world.now.wall
  let found = false
  for (const call of [...calls.values()]) {
    for (const leg of legsOf(call)) {
      if (asterisk.legs.has(leg)) continue
      found = true
      world.tellCall(call.id, { type: 'LegEnded', leg, cause: 0, endedAt })
    }
    for (const leg of ringingStill(call)) {
      if (!asterisk.legs.get(leg)?.up) continue
      found = true
      world.tellCall(call.id, { type: 'LegJoined', leg })
    }
    for (const play of playingStill(call)) {
      if (asterisk.plays.has(play)) continue
      found = true
      world.tellCall(call.id, { type: 'PlayEnded', play, outcome: 'done' })
    }
  }
  for (const { conversation } of [...world.floor.waiting.values()]) {
    if (calls.has(conversation)) continue
    found = true
    world.tellFloor({ type: 'CallerLeft', conversation })
  }
  for (const { id: agent, state } of world.floor.agents.values()) {
    const call = state.name === 'busy' && calls.get(state.conversation)
    if (!call || agentsOf(call).includes(agent)) continue
    found = true
    world.tellFloor({ type: 'TalkFinished', conversation: call.id, agent, wrapUpMs: 0 })
  }
  for (const { leg, conversation, kind } of [...asterisk.legs.values()]) {
    const call = calls.get(conversation)
    // It was let go, and Asterisk never heard so.
    if (call?.leaving.some(one => one.leg === leg)) {
      found = true
      asterisk.end(leg, 16)
    }
    if (call) continue
    found = true
    if (kind === 'caller') world.adopt(conversation, leg)
    else asterisk.end(leg, 16)
  }
  for (const [talk, conversation] of asterisk.talks) {
    if (!calls.has(conversation)) asterisk.talks.delete(talk)
  }
  return found
}

function again<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

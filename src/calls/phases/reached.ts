// The customer who is called back picked up: he is the caller from now on, whoever dialled.
//
//   customer first ──▶ asked (press 1, which no machine does) ──1──▶ ringing: the agent's phone rings as for any caller
//   agent first ──▶ talking
import type { Phase } from '../call.ts'
import { OUTBOUND_FLOW } from '../dial-plan.ts'
import { mint, type Turn, toPhase } from '../turn.ts'
import { ruleOf } from './promised.ts'
import { ring } from './ringing.ts'
import { soundsOf } from './sounds.ts'
import { track } from './tracks.ts'
import { openTalk } from './waiting.ts'

/** He hears who calls, and presses 1. An answering machine never does. */
const KEY_MS = 20_000

type ReachingPhase = Extract<Phase, { name: 'reaching' }>

/** Who is sent back from his talk into a queue waits at this flow's only step. */
export const WAITS_AT = { flow: OUTBOUND_FLOW, section: 'start', step: 0 }

/** Customer first: he picked up. He hears who calls, and the agent's phone rings; or first he presses 1. */
export function customerThere(turn: Turn, phase: ReachingPhase): void {
  const { dialled, promise } = phase
  if (!dialled || phase.asked) return
  const { leg } = dialled
  const { language } = turn.call
  const talk = mint(turn, 'talk')
  const play = mint(turn, 'play')
  meet(turn, phase, leg)
  turn.facts.push({ type: 'CallbackAnswered', leg })
  const { confirm } = ruleOf(turn, promise.queue)
  const say = soundsOf(['callback-here', ...(confirm ? ['press-1-to-talk'] : ['please-wait'])], language)
  turn.commands.push(
    openTalk(turn, talk, promise.queue),
    { type: 'JoinTalk', talk, leg },
    { type: 'Play', leg, play, say, language },
  )
  const asked = { play, talk, until: turn.now.house + KEY_MS }
  toPhase(turn, { ...phase, asked })
  if (!confirm) askAgent(turn, { ...phase, asked }, false)
}

/** From now on he is the caller, whoever dialled. */
function meet(turn: Turn, { plan, dialled }: ReachingPhase, leg: string): void {
  if (!dialled) return
  const dialledBy = { phone: plan.phone, trunk: dialled.trunk, leg }
  turn.call = { ...turn.call, caller: { leg, up: true }, dialledBy }
}

/** It is he, and no machine: now the agent's phone rings as for any caller. */
export function askAgent(turn: Turn, { asked, promise, offered }: ReachingPhase, isAnswer = true): void {
  if (!asked) return
  const { queue, priority, since, skills } = promise
  const { play, talk } = asked
  const { house } = turn.now
  if (isAnswer) turn.commands.push({ type: 'StopPlay', play })
  const wait = {
    ...{ queue, priority, since, joinedAt: house, talk, place: WAITS_AT, music: 'off' as const },
    ...(isAnswer ? { musicAt: house } : { saying: play }),
    ...(skills ? { skills } : {}),
  }
  ring(turn, wait, { type: 'Offered', ...offered })
}

/** Both are there. */
export function connectReached(turn: Turn, phase: ReachingPhase): void {
  const { agent, dialled, offered, promise } = phase
  if (!agent || !dialled) return
  const { queue, priority, since } = promise
  const talk = mint(turn, 'talk')
  meet(turn, phase, dialled.leg)
  turn.commands.push(
    { type: 'StopRingback', leg: agent.leg },
    openTalk(turn, talk, queue),
    { type: 'JoinTalk', talk, leg: dialled.leg },
    { type: 'JoinTalk', talk, leg: agent.leg },
  )
  turn.facts.push(
    { type: 'CallbackAnswered', leg: dialled.leg },
    { type: 'TalkStarted', offer: offered.offer, agent: offered.agent, leg: agent.leg, queue },
  )
  const recordings = turn.book.records(queue)
    ? [track(turn, dialled.leg, 'caller', offered.agent), track(turn, agent.leg, 'agent', offered.agent)]
    : []
  const { ringMs: _, ...ringing } = offered
  const waited = { priority, since, place: WAITS_AT }
  toPhase(turn, {
    name: 'talking',
    ...{ queue, talk, with: { ...ringing, leg: agent.leg }, recordings, waited },
  })
}

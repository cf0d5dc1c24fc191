// In the menu: the flow's wishes become commands; keys, finished prompts and time go back to the flow.
import type { Heard, Wish } from '../../flows/flow.ts'
import { advance, start } from '../../flows/interpreter.ts'
import type { CallInput } from '../events.ts'
import { end, mint, type Turn, toPhase } from '../turn.ts'
import { joinQueue } from './waiting.ts'

/** The caller is at the door: pick up, enter the flow. */
export function enterFlow(turn: Turn, flowName: string): void {
  const flow = turn.book.flow(flowName)
  turn.commands.push({ type: 'Answer', leg: turn.call.caller.leg })
  if (!flow) return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  toPhase(turn, { name: 'ivr', place: start(flow) })
  hear(turn, { type: 'entered' })
}

export function inIvr(turn: Turn, input: CallInput): void {
  const { phase } = turn.call
  if (phase.name !== 'ivr') return
  switch (input.type) {
    case 'KeyPressed':
      return hear(turn, { type: 'key', digit: input.digit })
    case 'PlayEnded': {
      // A prompt that was stopped by a key reports its end later: by then another one plays, or none.
      if (input.play !== phase.playing) return
      const { playing: _, ...rest } = phase
      toPhase(turn, rest)
      return hear(turn, { type: input.outcome === 'done' ? 'played' : 'play-failed' })
    }
    case 'TimeUp': {
      if (phase.wakeAt === undefined || phase.wakeAt > turn.now.house) return
      const { wakeAt: _, ...rest } = phase
      toPhase(turn, rest)
      return hear(turn, { type: 'time-up' })
    }
    case 'Resumed': {
      const { playing: _, wakeAt: __, ...rest } = phase
      toPhase(turn, rest)
      // Written, but perhaps never asked for; twice does no harm.
      turn.commands.push({ type: 'Answer', leg: turn.call.caller.leg })
      return hear(turn, { type: 'resumed' })
    }
  }
}

function hear(turn: Turn, heard: Heard): void {
  const { phase } = turn.call
  if (phase.name !== 'ivr') return
  const flow = turn.book.flow(phase.place.flow)
  if (!flow) return end(turn, { result: 'failed', reason: 'flow-ended', who: 'system' }, turn.now.wall)
  const { place, wishes, trace, ranAway } = advance(flow, phase.place, heard, turn.book.world(turn.now))
  // A wish to wait belongs to its step: whoever moves on no longer wants to be woken for it.
  const moved = place.section !== phase.place.section || place.step !== phase.place.step
  const { wakeAt, ...timeless } = phase
  toPhase(turn, { ...timeless, ...(moved || wakeAt === undefined ? {} : { wakeAt }), place })
  for (const fact of trace) {
    turn.facts.push(fact.type === 'SectionEntered' ? { ...fact, flow: flow.name } : fact)
  }
  if (ranAway) return end(turn, { result: 'failed', reason: 'step-budget', who: 'system' }, turn.now.wall)
  for (const wish of wishes) grant(turn, wish)
}

function grant(turn: Turn, wish: Wish): void {
  const { phase, caller, language } = turn.call
  if (phase.name !== 'ivr') return
  switch (wish.type) {
    case 'play': {
      const play = mint(turn, 'play')
      turn.commands.push({ type: 'Play', leg: caller.leg, play, prompts: wish.prompts, language })
      return toPhase(turn, { ...phase, playing: play })
    }
    case 'stop-playing': {
      if (!phase.playing) return
      turn.commands.push({ type: 'StopPlay', play: phase.playing })
      const { playing: _, ...rest } = phase
      return toPhase(turn, rest)
    }
    case 'wait':
      return toPhase(turn, { ...phase, wakeAt: turn.now.house + wish.ms })
    case 'join-queue':
      return joinQueue(turn, wish.queue, wish.priority, phase.place)
    case 'hang-up':
      return end(turn, { result: 'left', reason: 'flow-ended', who: 'system' }, turn.now.wall)
    default:
      return wish satisfies never
  }
}

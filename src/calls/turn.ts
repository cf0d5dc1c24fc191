// One step under way: the call as it becomes, what it concludes, what it asks for. Local to step(); never kept.
import type { Flow, Spoken, World } from '../flows/flow.ts'
import type { Call, Leaving, Phase } from './call.ts'
import type { CallCommand, FloorCommand, ReleaseCause } from './commands.ts'
import type { Ending } from './ending.ts'
import type { CallFact, LegId } from './events.ts'

/** Time as data. `wall`: epoch ms, only a label; `house`: ms since boot, for every deadline and duration. */
export type Now = { wall: number; house: number }

export type Music = 'default' | 'ringback' | readonly Spoken[]

/** What a call may know of a queue. */
export type QueueRule = {
  /** Asterisk's own, ringing, or these in turn. */
  music: Music
  announcePosition: boolean
  /** How long he still waits, where that is sure enough. */
  announceWait?: boolean
  announceEveryMs: number
  /** One of these with each announcement: in turn, or at random. */
  comfort?: readonly Spoken[]
  comfortAtRandom?: boolean
  /** What he must have heard before his first word is recorded. */
  consent?: Spoken
  /** What the caller hears when somebody has picked up. */
  found?: readonly Spoken[]
  /** What the agent hears when he picks up: the queue, and how long the caller has waited. */
  whisper?: readonly Spoken[]
  whisperWait?: boolean
  /** He must press 1, or the call goes on to the next. */
  confirm?: boolean
  callback?: CallbackRule
}

/** How somebody is called back. */
export type CallbackRule = {
  /** Who is called first. */
  first: 'customer' | 'agent'
  attempts: number
  /** Until the next attempt. */
  retryMs: number
  /** From the promise on; then it is given up. */
  expiresMs: number
  /** He has to press 1, which no answering machine does. Only where he is called first. */
  confirm: boolean
  /** When he may be called; missing: always. */
  hours?: string
}

/** The house rules of the version that this call keeps. Given with each step; pure lookups. */
export type Book = {
  flow(name: string): Flow | undefined
  queue(name: string): QueueRule | undefined
  records(queue: string): boolean
  world(now: Now, call: Call): World
  /** What we owe this caller in this queue. `since`: house ms. */
  owed?(contact: string, queue: string): { callback: string; since: number; priority: number } | undefined
}

export type Turn = {
  call: Call
  facts: CallFact[]
  commands: CallCommand[]
  readonly now: Now
  readonly book: Book
}

/** The world as this call sees it now. */
export const worldOf = (turn: Turn): World => turn.book.world(turn.now, turn.call)

/** How long an ending call waits for its legs to be gone before it asks again, and leaves ours to the reconciler. */
export const ENDING_PATIENCE_MS = 5_000

/** Positions up to this one have a whole sentence of their own (sounds/<lang>/prompts.yaml). */
export const SPOKEN_POSITIONS = 20

export function toPhase(turn: Turn, phase: Phase): void {
  turn.call = { ...turn.call, phase }
}

/** @returns a new id `conversation-role-n`; safe in URLs, file names and SIP headers. */
export function mint(
  turn: Turn,
  role: 'agent' | 'out' | 'play' | 'talk' | 'rec' | 'ear' | 'msg' | 'ask' | 'secret',
): string {
  const minted = turn.call.minted + 1
  turn.call = { ...turn.call, minted }
  return `${turn.call.id}-${role}-${minted}`
}

/** Lets an outbound leg go, and remembers it until it is gone. `then` is told to the floor at that moment. */
export function letGo(turn: Turn, leg: LegId, then?: FloorCommand, cause: ReleaseCause = 'normal'): void {
  const leaving: Leaving = then ? { leg, then } : { leg }
  turn.call = { ...turn.call, leaving: [...turn.call.leaving, leaving] }
  turn.commands.push({ type: 'Release', leg, cause })
}

/** Starts the end of the call: releases the caller if he is still there, closes the talk, waits for the rest. */
export function end(turn: Turn, ending: Ending, endedAt: number, cause: ReleaseCause = 'normal'): void {
  const { phase, caller } = turn.call
  if (caller.up) turn.commands.push({ type: 'Release', leg: caller.leg, cause })
  const talk = 'talk' in phase ? phase.talk : 'wait' in phase ? phase.wait.talk : undefined
  const { closing = [], ...call } = turn.call
  turn.call = call
  const isTalk = 'with' in phase || phase.name === 'outside'
  const talked = isTalk ? phase.recordings.map(track => track.recording) : []
  const message = phase.name === 'ivr' && phase.recording ? [phase.recording] : []
  const recordings = [...closing, ...talked, ...message]
  const giveUpAt = turn.now.house + ENDING_PATIENCE_MS
  toPhase(turn, { name: 'ending', ending, endedAt, recordings, giveUpAt, ...(talk ? { talk } : {}) })
  finishIfDone(turn)
}

/** Ended in the flow: an agent sent him there; he never waited for one; or gave up his place for something else. */
export function resultInFlow({ answered, promised, leftQueue }: Call): Ending['result'] {
  if (answered) return 'answered'
  if (promised) return 'callback'
  return leftQueue === undefined ? 'left' : 'overflowed'
}

/** From ending to ended, once nothing is left: the talk is closed and the record can be written. */
export function finishIfDone(turn: Turn, patienceOver = false): void {
  const { phase, caller, leaving } = turn.call
  if (phase.name !== 'ending') return
  if (!patienceOver && (caller.up || leaving.length > 0 || phase.recordings.length > 0)) return
  for (const { leg, then } of leaving) {
    turn.commands.push({ type: 'Release', leg, cause: 'normal' })
    if (then) turn.commands.push(then)
  }
  turn.call = { ...turn.call, leaving: [] }
  if (caller.up) return askAgain(turn)
  if (phase.talk) turn.commands.push({ type: 'CloseTalk', talk: phase.talk })
  turn.facts.push({ type: 'CallEnded', ending: phase.ending, endedAt: phase.endedAt })
  turn.call = { ...turn.call, phase: { name: 'ended', ending: phase.ending } }
}

/** A caller whose leg does not go still is this conversation's, until Asterisk or the reconciler says otherwise. */
function askAgain(turn: Turn): void {
  const { phase, caller } = turn.call
  if (phase.name !== 'ending') return
  turn.commands.push({ type: 'Release', leg: caller.leg, cause: 'normal' })
  toPhase(turn, { ...phase, recordings: [], giveUpAt: turn.now.house + ENDING_PATIENCE_MS })
}

// What the floor learns from its waits, and what it expects of one: estimate.ts and wait-sketch.ts, put to work.
import type { Agent } from '../agents/agent.ts'
import { type Expected, expectedWait } from './estimate.ts'
import type { FloorInput } from './events.ts'
import { queueOf } from './floor.ts'
import { place } from './line.ts'
import { type FloorTurn, setQueue, setWaiting } from './turn.ts'
import { emptySketch, learnAnswered, learnGone, learnHandled, type WaitSketch } from './wait-sketch.ts'
import { type Waiting, waitingOrder } from './waiting.ts'

/** @returns how long he still waits, as far as that can be said. The first answer is kept, to be held to. */
export function expectedOf(turn: FloorTurn, waiting: Waiting): Expected | undefined {
  const { open, memory } = queueOf(turn.floor, waiting.queue)
  if (!memory.waits || waiting.offer) return undefined
  const ahead = place(open, waiting, waitingOrder)
  const expected = expectedWait(memory.waits, { ahead, staffed: staffed(turn, waiting.queue) })
  if (expected && !waiting.expected)
    setWaiting(turn, waiting, { ...waiting, expected: { at: turn.now, ...expected } })
  return expected
}

/** Who has to be called first waits for other reasons too, perhaps for hours: nobody on the line waits so. */
const teaches = ({ reachMs }: Waiting): boolean => reachMs === undefined

/** He is answered: what was expected of his wait is held against what it was. */
export function answered(turn: FloorTurn, waiting: Waiting, { state }: Agent): void {
  if (!teaches(waiting)) return
  const { conversation, queue, since, expected } = waiting
  const ringMs = state.name === 'offered' ? turn.now - state.since : undefined
  const waitedMs = expected && turn.now - expected.at
  learn(turn, queue, sketch =>
    learnAnswered(sketch, { waitMs: turn.now - since, ringMs, expected, expectedFor: waitedMs }),
  )
  if (!expected || waitedMs === undefined) return
  turn.facts.push({
    ...{ type: 'WaitProved', conversation, queue, ...rounded(expected) },
    ...{ waitedMs: Math.round(waitedMs), isSure: expected.isSure },
  })
}

/** As it is said and put on record: in whole ms. */
export const rounded = ({ fromMs, pointMs, toMs }: Expected) => ({
  fromMs: Math.round(fromMs),
  pointMs: Math.round(pointMs),
  toMs: Math.round(toMs),
})

/** He waits no longer, and nobody answered him. */
export function wentUnanswered(turn: FloorTurn, conversation: string): void {
  const waiting = turn.floor.waiting.get(conversation)
  if (waiting && teaches(waiting))
    learn(turn, waiting.queue, sketch => learnGone(sketch, turn.now - waiting.since))
}

/** An agent has finished a talk that the floor gave him. */
export function talkFinished(turn: FloorTurn, input: Extract<FloorInput, { type: 'TalkFinished' }>): void {
  const state = turn.floor.agents.get(input.agent)?.state
  if (state?.name !== 'busy' || state.conversation !== input.conversation || state.queue === '') return
  learn(turn, state.queue, sketch => learnHandled(sketch, turn.now - state.since + input.wrapUpMs))
}

function learn(turn: FloorTurn, queue: string, how: (sketch: WaitSketch) => WaitSketch): void {
  const { memory } = queueOf(turn.floor, queue)
  setQueue(turn, queue, { memory: { ...memory, waits: how(memory.waits ?? emptySketch) } })
}

function staffed(turn: FloorTurn, queue: string): number {
  let count = 0
  for (const agent of queueOf(turn.floor, queue).members) {
    if (agent?.reachable && AT_WORK.has(agent.state.name)) count++
  }
  return count
}

const AT_WORK: ReadonlySet<string> = new Set(['ready', 'offered', 'busy', 'wrap-up'])

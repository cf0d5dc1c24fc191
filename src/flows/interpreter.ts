// The interpreter: takes a conversation through its flow. Pure, and it never knows that it is on a phone.
//
//   entered ──▶ step ──(next, section, flow)──▶ step ──▶ … ──▶ a step that waits, and there it stands until it hears
//                 ▲                               │
//                 └────── returned ◀── end of what the step sent him to
//
// Keeping plays apart is the call's business: `played` is heard only for the play wished last.
import { discretionAt } from './discretion.ts'
import type { Advance, Flow, Flows, Frame, Heard, Place, Trace, Wish, World } from './flow.ts'
import { learn, type Values } from './value.ts'
import type { Turn } from './verb.ts'
import { takeTurn } from './verbs/verbs.ts'

/** Steps in a row without one that waits. The static check refuses such loops; this is the net below it. */
const STEP_BUDGET = 200

/** How deep flows may call flows. The static check refuses a flow that calls itself. */
const MAX_FRAMES = 12

const ENTERED: Heard = Object.freeze({ type: 'entered' })
const RETURNED: Heard = Object.freeze({ type: 'returned' })
const NOTHING = Object.freeze({ wishes: Object.freeze([]), trace: Object.freeze([]) })

/** What comes without the caller's doing, and leaves his habits as they are. */
const ANSWERS: ReadonlySet<Heard['type']> = new Set(['looked-up', 'secret', 'recorded'])

const NO_VALUES: Values = Object.freeze({})

/** Where every flow begins. Follow it with `advance(flows, place, { type: 'entered' }, world)`. */
export function start(flow: string): Place {
  return { flow, section: 'start', step: 0 }
}

/**
 * Lets the flow hear something, and runs it until it waits again.
 * @returns the new place (unchanged place and no wishes when this was nothing to it), what it wishes for in
 *   order, and what happened for the journal. `ranAway`: the flow ran in a circle; it then wishes to hang up.
 */
export function advance(flows: Flows, from: Place, heard: Heard, world: World): Advance {
  if (heard.type === 'key' && isDropped(flows, from, heard.digit))
    return { place: without(from, heard.digit), ...NOTHING }
  const run: Run = { ...from, callers: from.callers ?? [], wishes: [], trace: [] }
  if (!ANSWERS.has(heard.type)) delete run.habit
  let hearing = heard
  if (heard.type === 'entered' && run.step === 0) entered(run)

  for (let left = STEP_BUDGET; left > 0; left--) {
    const step = sectionOf(flows(run.flow), run.section)[run.step]
    if (step === undefined) {
      // The end of a section: back to whoever sent him here, or the end of the call.
      if (!goBack(run)) {
        if (hearing.type === 'entered' || hearing.type === 'resumed' || hearing.type === 'returned')
          run.wishes.push({ type: 'hang-up' })
        return arrivedAt(run)
      }
      hearing = RETURNED
      continue
    }
    const { memory, typed, values = NO_VALUES } = run
    const turn = takeTurn(step, hearing, { memory, typed, values, world, at: run })
    for (const wish of turn.wishes) run.wishes.push(wish)
    if (turn.trace) run.trace.push(...turn.trace)
    if (turn.learnt) run.values = learn(run.values, turn.learnt)
    if (turn.typed === undefined) delete run.typed
    else run.typed = turn.typed
    if (turn.habit !== undefined) run.habit = turn.habit
    run.memory = turn.to === 'same' ? turn.memory : undefined
    if (turn.to === 'same') return arrivedAt(run)
    if (turn.to === 'end') {
      if (!goBack(run)) {
        run.wishes.push({ type: 'hang-up' })
        return arrivedAt(run)
      }
      hearing = RETURNED
      continue
    }
    if (!moveOn(run, turn)) break
    hearing = ENTERED
  }
  return { ...arrivedAt(run), wishes: [...run.wishes, { type: 'hang-up' }], ranAway: true }
}

/** A key pressed out of habit, one typed ahead where nobody may see it, and a hidden one that came too late. */
function isDropped(flows: Flows, place: Place, digit: string): boolean {
  if (digit === place.habit || discretionAt(flows, place) === 'secret') return true
  const here = sectionOf(flows(place.flow), place.section)[place.step]
  return !PHONE_KEY.test(digit) && here?.verb !== 'secret'
}

const PHONE_KEY = /^[0-9*#A-D]$/

/** The place without the habit, once a key of a phone has been heard. */
function without(place: Place, digit: string): Place {
  if (!PHONE_KEY.test(digit)) return place
  const { habit: _, ...rest } = place
  return rest
}

type Run = Place & { callers: readonly Frame[]; wishes: Wish[]; trace: Trace[] }

/** @returns false when flows call flows too deep. */
function moveOn(run: Run, turn: Exclude<Turn, { to: 'same' | 'end' }>): boolean {
  if (turn.to === 'next') {
    run.step += 1
    return true
  }
  if (turn.returning) {
    if (run.callers.length >= MAX_FRAMES) return false
    const { flow, section, step } = run
    run.callers = [...run.callers, { flow, section, step, ...turn.returning }]
  }
  if (turn.to === 'section' && turn.digit !== undefined)
    run.trace.push({ type: 'KeyTaken', section: run.section, digit: turn.digit })
  if (turn.to === 'flow') run.flow = turn.flow
  run.section = turn.section ?? 'start'
  run.step = 0
  entered(run)
  return true
}

/** @returns false when nobody waits for him to come back. */
function goBack(run: Run): boolean {
  const frame = run.callers.at(-1)
  if (!frame) return false
  run.callers = run.callers.slice(0, -1)
  const { flow, section, step, memory } = frame
  Object.assign(run, { flow, section, step, memory })
  return true
}

function entered(run: Run): void {
  run.trace.push({ type: 'SectionEntered', flow: run.flow, section: run.section })
}

/** The place as it is kept: without what is empty. */
function arrivedAt(run: Run): Advance {
  const { flow, section, step, memory, typed, habit, values, callers, wishes, trace } = run
  const place: Place = { flow, section, step }
  if (memory !== undefined) place.memory = memory
  if (typed !== undefined) place.typed = typed
  if (habit !== undefined) place.habit = habit
  if (values !== undefined) place.values = values
  if (callers.length > 0) place.callers = callers
  return { place, wishes, trace }
}

/** He has left the queue that he was in: nobody of it waits for him any more. */
export function withoutQueue(place: Place): Place {
  const at = place.callers?.findIndex(frame => frame.queue) ?? -1
  if (at < 0) return place
  const { callers = [], ...rest } = place
  // What lies above the queue's step was called from within it, and goes on.
  const left = callers.filter((_, index) => index !== at)
  return left.length > 0 ? { ...rest, callers: left } : rest
}

/** Do both stand at the same step? */
export const isSameStep = (a: Place, b: Place): boolean =>
  a.flow === b.flow && a.section === b.section && a.step === b.step

/** Where he stands once he leaves the section that he was in while he waited: at the queue's step. */
export function atQueueStep(place: Place): Place {
  const at = place.callers?.findIndex(frame => frame.queue) ?? -1
  const frame = place.callers?.[at]
  if (!frame) return place
  const { queue: _, ...step } = frame
  const callers = place.callers?.slice(0, at) ?? []
  return {
    ...step,
    ...(place.values ? { values: place.values } : {}),
    ...(callers.length > 0 ? { callers } : {}),
  }
}

/** Does he keep his place in a queue while he is in a section? */
export const isInQueueSection = (place: Place): boolean => place.callers?.some(frame => frame.queue) ?? false

function sectionOf(flow: Flow | undefined, section: string) {
  return flow && Object.hasOwn(flow.sections, section) ? (flow.sections[section] ?? []) : []
}

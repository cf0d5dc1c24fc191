// The interpreter: takes a conversation through its flow. Pure, and it never knows that it is on a phone.
//
//   entered ──▶ step ──(next, section)──▶ step ──▶ … ──▶ a step that waits, and there it stands until it hears
//
// Keeping plays apart is the call's business: `played` is heard only for the play wished last.
import type { Advance, Flow, Heard, Place, Trace, Wish, World } from './flow.ts'
import { takeTurn } from './verbs/verbs.ts'

/** Steps in a row without one that waits. The static check refuses such loops; this is the net below it. */
const STEP_BUDGET = 200

const ENTERED: Heard = Object.freeze({ type: 'entered' })

/** Where every flow begins. Follow it with `advance(flow, place, { type: 'entered' }, world)`. */
export function start(flow: Flow): Place {
  return { flow: flow.name, section: 'start', step: 0 }
}

/**
 * Lets the flow hear something, and runs it until it waits again.
 * @returns the new place (unchanged place and no wishes when this was nothing to it), what it wishes for in
 *   order, and what happened for the journal. `ranAway`: the flow ran in a circle; it then wishes to hang up.
 */
export function advance(flow: Flow, place: Place, heard: Heard, world: World): Advance {
  const wishes: Wish[] = []
  const trace: Trace[] = []
  let { section, step, memory, typed } = place
  let hearing = heard
  if (heard.type === 'entered' && step === 0) trace.push({ type: 'SectionEntered', section })

  for (let left = STEP_BUDGET; left > 0; left--) {
    const current = sectionOf(flow, section)[step]
    if (current === undefined) {
      // The end of a section is the end of the call.
      if (hearing.type === 'entered' || hearing.type === 'resumed') wishes.push({ type: 'hang-up' })
      return { place: { flow: place.flow, section, step }, wishes, trace }
    }
    const turn = takeTurn(current, hearing, { memory, typed, world })
    for (const wish of turn.wishes) wishes.push(wish)
    if (turn.to === 'same') {
      const next: Place = { flow: place.flow, section, step }
      if (turn.memory !== undefined) next.memory = turn.memory
      if (turn.typed !== undefined) next.typed = turn.typed
      return { place: next, wishes, trace }
    }
    memory = undefined
    hearing = ENTERED
    typed = turn.typed
    if (turn.to === 'next') {
      step += 1
      continue
    }
    if (turn.digit !== undefined) trace.push({ type: 'KeyTaken', section, digit: turn.digit })
    section = turn.section
    step = 0
    trace.push({ type: 'SectionEntered', section })
  }
  return {
    place: { flow: place.flow, section, step },
    wishes: [...wishes, { type: 'hang-up' }],
    trace,
    ranAway: true,
  }
}

function sectionOf(flow: Flow, section: string) {
  return Object.hasOwn(flow.sections, section) ? (flow.sections[section] ?? []) : []
}

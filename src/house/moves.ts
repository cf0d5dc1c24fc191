// Orders that move a live call: judged by the call and the floor as they are now. Should the call go on in this very
// moment, it ignores the order itself.
import { excludedBy } from '../agents/agent.ts'
import type { Call } from '../calls/call.ts'
import type { Adviser, Target } from '../calls/events.ts'
import { movesOf, type PossibleMove } from '../calls/moves.ts'
import { queueOf } from '../queues/floor.ts'
import type { Answer, MoveOrder } from '../redis/orders.ts'
import type { Switchboard } from '../switchboard/switchboard.ts'

type OutsideOrder = Extract<MoveOrder, { sealed: string }>

export function moveCall(order: Exclude<MoveOrder, OutsideOrder>, switchboard: Switchboard): Answer {
  const { conversation, agent, by } = order
  const move: PossibleMove = order.type === 'move' ? order.move : order.type
  const call = movable(conversation, agent, move, switchboard)
  if ('ok' in call) return call
  if (order.type === 'move') {
    switchboard.calls.happened(conversation, { type: 'MoveAsked', move: order.move, by })
    return { ok: true }
  }
  const wrong = whatIsWrong(order, call, switchboard)
  if (wrong) return wrong
  if (order.type === 'consult') {
    switchboard.calls.happened(conversation, { type: 'ConsultAsked', to: order.to, by })
  } else switchboard.calls.happened(conversation, { type: 'TransferAsked', to: order.to, by })
  return { ok: true }
}

/**
 * The customer is sent to a number outside, or it is asked: where the phone of the desk that orders it may dial it.
 * @param number what was typed; undefined: it could not be opened
 */
export function callOutside(
  order: OutsideOrder,
  number: string | undefined,
  switchboard: Switchboard,
): Answer {
  const { conversation, agent, by, desk, type } = order
  const call = movable(conversation, agent, type === 'transfer-outside' ? 'transfer' : 'consult', switchboard)
  if ('ok' in call) return call
  const phone = switchboard.floor.floor.agents.get(desk)?.phone
  if (phone === undefined) return refuse(404, 'no-such-agent', `There is no agent "${desk}".`)
  const answer = switchboard.outward(conversation, phone, number ?? '', queueIn(call))
  if (!('to' in answer)) return refuse(answer.capped ? 429 : 403, answer.denied, answer.sentence)
  const { to } = answer
  switchboard.calls.happened(
    conversation,
    type === 'transfer-outside' ? { type: 'TransferAsked', to, by } : { type: 'ConsultAsked', to, by },
  )
  return { ok: true }
}

/** The call, where this can be done with it by this agent; else why not. */
function movable(
  conversation: string,
  agent: string | undefined,
  move: PossibleMove,
  switchboard: Switchboard,
): Call | Refused {
  const call = switchboard.calls.call(conversation)
  // Of another's call an agent does not even hear that it exists.
  if (!call || (agent !== undefined && agent !== ownerOf(call))) return noSuchCall(conversation)
  return movesOf(call).includes(move) ? call : notNow(move)
}

/** Whose call it is; undefined: nobody's. */
function queueIn({ phase }: Call): string | undefined {
  if ('wait' in phase) return phase.wait.queue
  return 'queue' in phase && phase.queue ? phase.queue : undefined
}

/** Who has the call, and may move it. */
function ownerOf({ phase }: Call): string | undefined {
  return 'with' in phase ? phase.with.agent : undefined
}

function whatIsWrong(
  { type, to }: Extract<MoveOrder, { to: Target }>,
  call: Call,
  switchboard: Switchboard,
): Answer | undefined {
  const { config } = switchboard
  if ('flow' in to) return noSuchSection(to, config.flows[to.flow]?.sections)
  if ('queue' in to && !config.queues[to.queue])
    return refuse(422, 'no-such-queue', `There is no queue "${to.queue}".`)
  if ('agent' in to) {
    const there = switchboard.floor.floor.agents.get(to.agent)
    if (!there) return refuse(422, 'no-such-agent', `There is no agent "${to.agent}".`)
    if (to.agent === ownerOf(call)) return refuse(409, 'not-now', 'Nobody can be sent, or asked, by himself.')
    if (type === 'transfer' && (!there.reachable || there.state.name === 'offline'))
      return refuse(
        409,
        'agent-away',
        'This agent is not there: the phone is not registered, or nobody is at it.',
      )
  }
  return type === 'consult' && !isSomebodyFree(to, switchboard)
    ? refuse(
        409,
        'nobody-free',
        'Nobody who could be asked is free now. Try again in a moment, or ask somebody else.',
      )
    : undefined
}

function noSuchSection(
  { flow, section }: Extract<Target, { flow: string }>,
  sections: Readonly<Record<string, unknown>> | undefined,
): Answer | undefined {
  if (!sections) return refuse(422, 'no-such-flow', `There is no flow "${flow}".`)
  if (section === undefined || sections[section]) return undefined
  return refuse(422, 'no-such-section', `The flow "${flow}" has no section "${section}".`)
}

function isSomebodyFree(to: Adviser, { floor: { floor } }: Switchboard): boolean {
  if ('queue' in to) return queueOf(floor, to.queue).free.length > 0
  const agent = floor.agents.get(to.agent)
  return agent !== undefined && excludedBy(agent) === undefined
}

/** Why not, by what was wanted: each says what would have to be first. */
const NOT_NOW: Readonly<Record<PossibleMove, string>> = {
  hold: 'Only who talks can be put on hold.',
  resume: 'This caller is not on hold.',
  transfer: 'Only who waits, talks or is on hold can be transferred; end a consultation first.',
  consult: 'Somebody can be asked only while the customer talks to you or is on hold.',
  merge: 'Nobody has answered yet who could be brought in.',
  complete: 'Nobody is asked to whom the customer could be handed over.',
  cancel: 'Nobody is being asked.',
}

const notNow = (move: PossibleMove): Refused => refuse(409, 'not-now', NOT_NOW[move])

type Refused = Extract<Answer, { ok: false }>

const refuse = (status: number, code: string, sentence: string): Refused => ({
  ok: false,
  status,
  code,
  sentence,
})

const noSuchCall = (conversation: string): Refused =>
  refuse(404, 'no-such-call', `There is no call "${conversation}" (any more).`)

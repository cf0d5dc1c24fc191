// Looks every few seconds whether Asterisk, the calls and the floor still say the same, and repairs. It believes
// "gone" or "orphan" only after two looks a second apart, and it never touches a leg that is not ours.
import { type Call, legsOf } from '../calls/call.ts'
import { agentsOf, standsInLine } from '../calls/parties.ts'
import type { Floor } from '../queues/floor.ts'
import type { Exchange, Sighting } from './exchange.ts'
import { resume } from './recovery.ts'
import type { Switchboard } from './switchboard.ts'
import type { SwitchboardLog } from './switchboard-log.ts'
import { silentPlays, unheardAnswers, unheardEnds } from './unheard.ts'
import { takenForFree, unjoined } from './unjoined.ts'

const LOOK_EVERY_MS = 5_000
const LOOK_AGAIN_MS = 1_000

/** What is wrong, under a name that is the same at the next look, and what would mend it. */
export type Doubt = { name: string; what: string; details: Record<string, unknown>; mend(): void }

export type ReconcilerParts = {
  switchboard: Switchboard
  exchange: Exchange
  log: SwitchboardLog
  /** Epoch ms. */
  now(): number
}

/** @returns a function that stops it. */
export function startReconciler(parts: ReconcilerParts): () => void {
  let doubted = new Set<string>()
  let stopped = false
  let timer = setTimeout(look, LOOK_AGAIN_MS)
  return () => {
    stopped = true
    clearTimeout(timer)
  }

  async function look(): Promise<void> {
    const silent = await silentPlays(parts)
    const sighting = await parts.exchange.look()
    if (stopped) return
    const doubts = sighting ? doubtsOf(parts, sighting, silent) : []
    const sure = doubts.filter(doubt => doubted.has(doubt.name))
    for (const { what, details, mend } of sure) {
      parts.log.repaired(what, details)
      mend()
    }
    doubted = new Set(doubts.filter(doubt => !sure.includes(doubt)).map(doubt => doubt.name))
    timer = setTimeout(look, doubted.size > 0 ? LOOK_AGAIN_MS : LOOK_EVERY_MS)
  }
}

function doubtsOf(parts: ReconcilerParts, sighting: Sighting, silent: ReadonlySet<string>): Doubt[] {
  const calls = parts.switchboard.calls.calls()
  const again = (call: Call) => void resume({ ...parts, asteriskRestarted: false }, call, sighting)
  return [
    ...unheardAnswers(parts, sighting, calls),
    ...unheardEnds(parts, silent, calls),
    ...orphans(parts, sighting),
    ...strayLegs(parts, sighting, calls),
    ...missingLegs(parts, sighting, calls),
    ...unjoined(sighting, calls, again),
    ...takenForFree(parts.switchboard.floor.floor, calls, again),
    ...floorDoubts(parts, parts.switchboard.floor.floor, calls),
    ...phoneDoubts(parts, sighting),
  ]
}

function orphans({ switchboard, exchange }: ReconcilerParts, { legs, talks }: Sighting): Doubt[] {
  const doubts: Doubt[] = []
  for (const { leg, conversation, visitor } of legs) {
    if (switchboard.calls.has(conversation)) continue
    const details = { leg, conversation }
    if (visitor) {
      const mend = () => switchboard.ears.knocked(conversation, visitor, true)
      doubts.push({ name: `leg ${leg}`, what: 'a caller nobody attended to was let in', details, mend })
    } else {
      const mend = () => exchange.drive(conversation, { type: 'Release', leg, cause: 'normal' })
      doubts.push({ name: `leg ${leg}`, what: 'a leg without a conversation was released', details, mend })
    }
  }
  for (const { talk, conversation } of talks) {
    if (switchboard.calls.has(conversation)) continue
    const mend = () => exchange.drive(conversation, { type: 'CloseTalk', talk })
    doubts.push({
      name: `talk ${talk}`,
      what: 'a talk without a conversation was closed',
      details: { talk },
      mend,
    })
  }
  return doubts
}

/** A phone that rings, or is still held, for a live call which no longer wants it. */
function strayLegs({ exchange }: ReconcilerParts, { legs }: Sighting, calls: readonly Call[]): Doubt[] {
  const wanted = new Set(calls.flatMap(call => legsOf({ ...call, leaving: [] })))
  const live = new Set(calls.map(call => call.id))
  return legs
    .filter(({ leg, conversation, role }) => role === 'agent' && live.has(conversation) && !wanted.has(leg))
    .map(({ leg, conversation }) => ({
      name: `stray ${leg}`,
      what: 'a leg that its conversation no longer wanted was released',
      details: { leg, conversation },
      mend: () => exchange.drive(conversation, { type: 'Release', leg, cause: 'normal' }),
    }))
}

function missingLegs(
  { switchboard, exchange, now }: ReconcilerParts,
  { legs }: Sighting,
  calls: readonly Call[],
): Doubt[] {
  const seen = new Set(legs.map(one => one.leg))
  return calls.flatMap(call =>
    legsOf(call)
      .filter(leg => !seen.has(leg))
      .map(leg => ({
        name: `missing ${leg}`,
        what: 'a leg was gone and nobody had said so',
        details: { leg, conversation: call.id },
        async mend() {
          const { endedAt, cause } = (await exchange.endOf(leg)) ?? { endedAt: now(), cause: 0 }
          switchboard.calls.happened(call.id, { type: 'LegEnded', leg, cause, endedAt })
        },
      })),
  )
}

function floorDoubts({ switchboard }: ReconcilerParts, floor: Floor, calls: readonly Call[]): Doubt[] {
  const live = new Map(calls.map(call => [call.id, call]))
  const doubts: Doubt[] = []
  for (const { conversation } of floor.waiting.values()) {
    if (live.has(conversation)) continue
    const mend = () => switchboard.floor.happened({ type: 'CallerLeft', conversation })
    const what = 'a place in line without a conversation was given up'
    doubts.push({ name: `waiting ${conversation}`, what, details: { conversation }, mend })
  }
  for (const call of calls) {
    const place = standsInLine(call)
    if (!place || floor.waiting.has(call.id)) continue
    const mend = () => switchboard.floor.happened({ type: 'CallerJoined', conversation: call.id, ...place })
    const what = 'a waiting caller got his place back'
    doubts.push({ name: `unplaced ${call.id}`, what, details: { conversation: call.id }, mend })
  }
  for (const { id: agent, state } of floor.agents.values()) {
    if (state.name !== 'offered' && state.name !== 'busy') continue
    const { conversation } = state
    const call = live.get(conversation)
    // Of two agents in a call one may have left it, and the word that he is free was lost with us.
    if (call && (state.name === 'offered' || agentsOf(call).includes(agent))) continue
    const mend = () =>
      state.name === 'busy'
        ? switchboard.floor.happened({ type: 'TalkFinished', conversation, agent, wrapUpMs: 0 })
        : switchboard.floor.happened({
            type: 'OfferEnded',
            offer: state.offer,
            conversation,
            agent,
            cause: 'revoked',
          })
    const what = 'an agent was freed from a conversation that he is no longer in'
    doubts.push({ name: `agent ${agent} ${conversation}`, what, details: { agent, conversation }, mend })
  }
  return doubts
}

function phoneDoubts({ switchboard }: ReconcilerParts, { phones }: Sighting): Doubt[] {
  const seen = new Map(phones.map(({ phone, reachable }) => [phone, reachable]))
  return [...switchboard.floor.floor.agents.values()].flatMap(({ phone, reachable }) => {
    const really = seen.get(phone) ?? false
    if (really === reachable) return []
    const mend = () => switchboard.ears.phoneSeen(phone, really)
    return [
      {
        name: `phone ${phone} ${really}`,
        what: 'a phone had come or gone unheard',
        details: { phone, really },
        mend,
      },
    ]
  })
}

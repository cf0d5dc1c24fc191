// The desk for dialling out: every call that a phone of ours wants to make is decided here, and every trunk that is
// dialled asks here once more. It keeps what is being dialled; since deciding and taking room are one breath of one
// thread, no two calls get the same room.
import type { Call } from '../calls/call.ts'
import type { LegCommand } from '../calls/commands.ts'
import type { DialPlan } from '../calls/dial-plan.ts'
import { outsiderOf } from '../calls/parties.ts'
import type { Config } from '../config/config-types.ts'
import { normalise, type PhoneNumber } from '../trunks/number.ts'
import { isOpenFor } from '../trunks/opening.ts'
import {
  classOf,
  DENIALS,
  type Denied,
  type DialNow,
  decide,
  hasRoom,
  mayDialOne,
  phoneUsage,
  trunkUsage,
} from '../trunks/outbound.ts'
import { giveBack, type Taken, take as taken, type Usage } from '../trunks/outbound-usage.ts'
import type { Switches } from '../trunks/switches.ts'
import type { Team } from './books.ts'
import type { Clock } from './clock.ts'

export type DialDeskParts = {
  clock: Clock
  config(): Config
  team(): Team
  switches(): Switches
  /** Somebody may not dial; `capped`: a cap stopped him, and somebody should look into it. */
  refused(news: DialRefusal): void
  dialled?: Dialled | undefined
}

/** What was dialled before a start of ours, and the pen for what is dialled from now on. */
export type Dialled = { readonly earlier: Usage; note(taken: Taken): void }

export type DialRefusal = { phone: string; code: string; capped: boolean }

export type DialWish = { conversation: string; phone: string; dialled: string; ownFirst: boolean }

export type DialAnswer = { number: PhoneNumber; plan: DialPlan } | (Denied & { number: PhoneNumber })

/** The account on which callbacks are counted; no phone is called so. */
const CALLBACKS = '*callback'

/** The same for flows that send callers outside. */
const FLOWS = '*flow'

/** Denied at this moment, and perhaps not when it is his turn. */
const PASSING: ReadonlySet<string> = new Set([
  'out-of-hours',
  'too-many-at-once',
  'too-many-calls',
  'trunks-full',
])

export type DialDesk = ReturnType<typeof openDialDesk>

export function openDialDesk(parts: DialDeskParts) {
  const { clock } = parts
  let usage: Usage = parts.dialled?.earlier ?? []
  const take: typeof taken = (before, on, by, now) => {
    const after = taken(before, on, by, now)
    const made = after.at(-1)
    if (made?.at === now && !before.includes(made)) parts.dialled?.note(made)
    return after
  }

  return {
    /** Decides, and takes room for the phone until the conversation is over. */
    ask({ conversation, phone, dialled, ownFirst }: DialWish): DialAnswer {
      const config = parts.config()
      const number = normalise(dialled, config.server.country)
      const agent = parts.team().agents.find(one => one.phone === phone)
      const queue = agent?.queues[0]?.queue
      const request = {
        phone,
        isAgent: agent !== undefined,
        number,
        ...(queue === undefined ? {} : { queue }),
      }
      const decision = decide(request, usage, config.outbound, moment(config))
      if ('denied' in decision) {
        parts.refused({ phone, code: decision.denied, capped: decision.capped })
        return { ...decision, number }
      }
      usage = take(usage, phoneUsage(phone), conversation, clock.now().house)
      const wrapUpMs = queue === undefined ? 0 : (config.queues[queue]?.wrapUpMs ?? 0)
      const whose = { phone, agent: agent?.id ?? phone, queue: queue ?? '', wrapUpMs }
      return { number, plan: { ...whose, ...decision, ownFirst } }
    },

    /**
     * A number is to be called into a live call: by this phone, which has its own room in it already, or by a flow. Room
     * is taken by each leg that is dialled, and given back with it.
     * @param queue whose call it is, and whose number is shown
     */
    askForCall(phone: string | 'flow', dialled: string, queue: string | undefined): DialAnswer {
      const config = parts.config()
      const number = normalise(dialled, config.server.country)
      const isFlow = phone === 'flow'
      const account = isFlow ? FLOWS : phone
      const agent = isFlow ? undefined : parts.team().agents.find(one => one.phone === phone)
      const request = {
        ...{ phone: account, isAgent: agent !== undefined, isFlow, number },
        ...(queue === undefined ? {} : { queue }),
      }
      const decision = decide(request, usage, config.outbound, moment(config))
      if ('denied' in decision) {
        parts.refused({ phone: account, code: decision.denied, capped: decision.capped })
        return { ...decision, number }
      }
      const whose = { phone: account, agent: agent?.id ?? '', queue: queue ?? '', wrapUpMs: 0 }
      return { number, plan: { ...whose, ...decision, ownFirst: false, byLeg: true } }
    },

    /** How a customer can be called back now; room is taken by each leg that is dialled. */
    askForCallback(
      dialled: string,
      queue: string,
      hotline: string,
    ): DialPlan | { denied: string; passes?: true } {
      const { decision } = callbackDecision(dialled, queue, hotline)
      if (!('denied' in decision)) {
        const whose = { phone: CALLBACKS, agent: '', queue, wrapUpMs: 0 }
        return { ...whose, ...decision, ownFirst: false, byLeg: true }
      }
      parts.refused({ phone: CALLBACKS, code: decision.denied, capped: decision.capped })
      return { denied: decision.denied, ...(PASSING.has(decision.denied) ? { passes: true } : {}) }
    },

    /** May this number be promised a call? Caps and hours are those of the moment when it is made. */
    mayCallBack(
      dialled: string,
      queue: string,
      hotline: string,
    ): { number: PhoneNumber } & ({ ok: true } | Denied) {
      const { number, decision } = callbackDecision(dialled, queue, hotline)
      if ('denied' in decision && !PASSING.has(decision.denied)) return { number, ...decision }
      return { number, ok: true }
    },

    /** A phone that was found on a line of which nobody knows: perhaps it was in a call, and must not dial once more. */
    stranded(dialled: string): DialAnswer {
      const number = normalise(dialled, parts.config().server.country)
      return { denied: 'no-route', sentence: DENIALS['no-route'], capped: false, number }
    },

    /** The last gate before a trunk: takes room on it until the leg is over. @returns false: it is full */
    mayDial(command: Extract<LegCommand, { type: 'DialOut' }>): boolean {
      const { leg, trunk, urgent, account } = command
      const { house } = clock.now()
      if (!urgent && account !== undefined && !hasRoomFor(account, leg)) {
        parts.refused({ phone: account, code: 'too-many-at-once', capped: true })
        return false
      }
      if (!urgent && !hasRoom(trunk, usage, parts.config().outbound, house)) {
        parts.refused({ phone: '', code: `trunk-full:${trunk}`, capped: true })
        return false
      }
      usage = take(usage, trunkUsage(trunk), leg, house)
      if (account !== undefined) usage = take(usage, phoneUsage(account), leg, house)
      return true
    },

    /** @param by the conversation or the leg that is over */
    over(by: string): void {
      usage = giveBack(usage, by)
    },

    /** After a start of ours: what these calls hold is held again. */
    remember(call: Call): void {
      const { house } = clock.now()
      const { phase } = call
      const outsider = outsiderOf(call)
      if (outsider) {
        usage = take(usage, phoneUsage(outsider.phone), outsider.leg, house)
        usage = take(usage, trunkUsage(outsider.trunk), outsider.leg, house)
      }
      if (phase.name === 'dialling') {
        usage = take(usage, phoneUsage(phase.plan.phone), call.id, house)
        if (phase.dialled) usage = take(usage, trunkUsage(phase.dialled.trunk), phase.dialled.leg, house)
      } else if (phase.name === 'reaching') {
        if (!phase.dialled) return
        usage = take(usage, phoneUsage(phase.plan.phone), phase.dialled.leg, house)
        usage = take(usage, trunkUsage(phase.dialled.trunk), phase.dialled.leg, house)
      } else if (call.dialledBy) {
        const by = call.dialledBy.phone === CALLBACKS ? call.dialledBy.leg : call.id
        usage = take(usage, phoneUsage(call.dialledBy.phone), by, house)
        usage = take(usage, trunkUsage(call.dialledBy.trunk), call.dialledBy.leg, house)
      }
    },
  }

  /** The last trunk of the same call, which is being let go, is no other one. */
  function hasRoomFor(account: string, leg: string): boolean {
    const config = parts.config()
    const isAgent = parts.team().agents.some(one => one.phone === account)
    const who = { phone: account, isAgent, isFlow: account === FLOWS, isCallback: account === CALLBACKS }
    const own = classOf(who, config.outbound)
    const conversation = leg.replace(/[^-]+-[^-]+$/, '')
    const others = usage.filter(({ by }) => !by.startsWith(conversation))
    return own !== undefined && mayDialOne(own, account, others, clock.now().house)
  }

  function moment(config: Config): DialNow {
    const { wall, house } = clock.now()
    const isOpen = (name: string) => isOpenFor(config, parts.switches(), { name, hotline: '' }, wall)
    return { house, isOpen, country: config.server.country, hotlines: config.hotlines }
  }

  function callbackDecision(dialled: string, queue: string, hotline: string) {
    const config = parts.config()
    const number = normalise(dialled, config.server.country)
    const request = { phone: CALLBACKS, isAgent: false, isCallback: true, queue, hotline, number }
    return { number, decision: decide(request, usage, config.outbound, moment(config)) }
  }
}

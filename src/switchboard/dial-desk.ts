// The desk for dialling out: every call that a phone of ours wants to make is decided here, and every trunk that is
// dialled asks here once more. It keeps what is being dialled; since deciding and taking room are one breath of one
// thread, no two calls get the same room.
import type { Call } from '../calls/call.ts'
import type { LegCommand } from '../calls/commands.ts'
import type { DialPlan } from '../calls/dial-plan.ts'
import type { Config } from '../config/config-types.ts'
import { normalise, type PhoneNumber } from '../trunks/number.ts'
import { isOpenFor } from '../trunks/opening.ts'
import { DENIALS, type Denied, decide, hasRoom, phoneUsage, trunkUsage } from '../trunks/outbound.ts'
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
      const { country } = config.server
      const { wall, house } = clock.now()
      const number = normalise(dialled, country)
      const agent = parts.team().agents.find(one => one.phone === phone)
      const queue = agent?.queues[0]?.queue
      const isOpen = (name: string) => isOpenFor(config, parts.switches(), { name, hotline: '' }, wall)
      const now = { house, isOpen, country, hotlines: config.hotlines }
      const request = {
        phone,
        isAgent: agent !== undefined,
        number,
        ...(queue === undefined ? {} : { queue }),
      }
      const decision = decide(request, usage, config.outbound, now)
      if ('denied' in decision) {
        parts.refused({ phone, code: decision.denied, capped: decision.capped })
        return { ...decision, number }
      }
      usage = take(usage, phoneUsage(phone), conversation, house)
      const wrapUpMs = queue === undefined ? 0 : (config.queues[queue]?.wrapUpMs ?? 0)
      const whose = { phone, agent: agent?.id ?? phone, queue: queue ?? '', wrapUpMs }
      return { number, plan: { ...whose, ...decision, ownFirst } }
    },

    /** A phone that was found on a line of which nobody knows: perhaps it was in a call, and must not dial once more. */
    stranded(dialled: string): DialAnswer {
      const number = normalise(dialled, parts.config().server.country)
      return { denied: 'no-route', sentence: DENIALS['no-route'], capped: false, number }
    },

    /** The last gate before a trunk: takes room on it until the leg is over. @returns false: it is full */
    mayDial(command: Extract<LegCommand, { type: 'DialOut' }>): boolean {
      const { leg, trunk, urgent } = command
      const { house } = clock.now()
      if (!urgent && !hasRoom(trunk, usage, parts.config().outbound, house)) {
        parts.refused({ phone: '', code: `trunk-full:${trunk}`, capped: true })
        return false
      }
      usage = take(usage, trunkUsage(trunk), leg, house)
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
      if (phase.name === 'dialling') {
        usage = take(usage, phoneUsage(phase.plan.phone), call.id, house)
        if (phase.dialled) usage = take(usage, trunkUsage(phase.dialled.trunk), phase.dialled.leg, house)
      } else if (call.dialledBy) {
        usage = take(usage, phoneUsage(call.dialledBy.phone), call.id, house)
        usage = take(usage, trunkUsage(call.dialledBy.trunk), call.dialledBy.leg, house)
      }
    },
  }
}

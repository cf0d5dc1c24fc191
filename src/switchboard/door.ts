// The front door: a knock becomes a call for a hotline, or is turned away. The number is normalised here, once.

import { BLOCKED_FLOW, OUTBOUND_FLOW } from '../calls/dial-plan.ts'
import type { CallInput } from '../calls/events.ts'
import type { Config } from '../config/config-types.ts'
import { findHotline } from '../trunks/hotline.ts'
import { normalForm, normalise } from '../trunks/number.ts'
import { agentFlowDialled } from './agent-codes.ts'
import { REFUSAL_FLOW } from './books.ts'
import type { DialAnswer } from './dial-desk.ts'
import { STUDIO_FLOW, studioLanguage } from './studio.ts'

/** What the wing says of a leg at the door. */
export type Visitor = {
  leg: string
  endpoint: string
  through: 'trunk' | 'phone'
  dialled: string
  callerNumber: string
  arrivedAt: number
}

export type Admission = {
  arrival: Extract<CallInput, { type: 'CallArrived' }>
  /** The caller's number in its normal form: to be sealed, never written into an event. */
  number: string
}

export const TRUNK_PREFIX = 'trunk-'

/**
 * @param closed the house takes no new calls, or no more callers
 * @param contactOf number in normal form → contact reference (keyed hash)
 * @param dial decides whether this phone may call this number outside
 * @param isBlocked whether this contact is turned away
 */
export function admit(
  visitor: Visitor,
  config: Config,
  contactOf: (number: string) => string,
  closed: 'draining' | 'too-many-calls' | undefined,
  dial: (phone: string, dialled: string) => DialAnswer,
  isBlocked: (contact: string) => boolean = () => false,
): Admission {
  const via = visitor.through === 'trunk' ? visitor.endpoint.slice(TRUNK_PREFIX.length) : visitor.endpoint
  const trunk = visitor.through === 'trunk' ? config.trunks.find(one => one.name === via) : undefined
  const country = trunk?.country ?? config.server.country
  const caller = normalise(visitor.callerNumber, country)
  const number = visitor.through === 'phone' ? visitor.endpoint : normalForm(caller)
  const found = findHotline(visitor.dialled, config.hotlines, country)
  const hotline =
    !trunk || !found || trunk.hotlines === 'all' || trunk.hotlines.includes(found.name) ? found : undefined
  let denied: string | undefined
  const inStudio = visitor.through === 'phone' ? studioLanguage(visitor.dialled, config) : undefined
  const ofAgents = visitor.through === 'phone' ? agentFlowDialled(visitor.dialled, config) : undefined
  const contact = contactOf(number)
  const blocked = visitor.through === 'trunk' && isBlocked(contact)
  const { blockedCallers } = config.server
  // A phone of ours may always dial its codes and numbers outside, emergency calls among them.
  const isCaller = hotline !== undefined || visitor.through === 'trunk'
  const isClosed = closed === 'draining' || (closed === 'too-many-calls' && isCaller)
  const refused = isClosed
    ? closed
    : blocked && blockedCallers !== 'say'
      ? 'blocked'
      : !hotline && visitor.through === 'trunk'
        ? 'no-such-hotline'
        : undefined
  if (visitor.through === 'phone' && !hotline && !inStudio && !ofAgents && !isClosed) {
    const answer = dial(visitor.endpoint, visitor.dialled)
    if ('plan' in answer) return goingOut(visitor, answer, config, contactOf)
    denied = answer.denied
  }
  return {
    number,
    arrival: {
      type: 'CallArrived',
      leg: visitor.leg,
      hotline: hotline?.name ?? '',
      via,
      contact,
      numberKind: visitor.through === 'phone' ? 'internal' : caller.kind,
      flow: blocked ? BLOCKED_FLOW : (hotline?.flow ?? (inStudio ? STUDIO_FLOW : (ofAgents ?? REFUSAL_FLOW))),
      version: config.version,
      language: hotline?.language ?? inStudio ?? config.server.language,
      arrivedAt: visitor.arrivedAt,
      ...(refused ? { refused } : {}),
      ...(refused === 'blocked' && blockedCallers === 'busy' ? { busy: true as const } : {}),
      ...(denied === undefined ? {} : { denied }),
    },
  }
}

/** A phone of ours that may call outside. Its contact is who is called: that is whom people look for later. */
export function goingOut(
  { leg, endpoint, arrivedAt }: Pick<Visitor, 'leg' | 'endpoint' | 'arrivedAt'>,
  { number, plan }: Extract<DialAnswer, { plan: unknown }>,
  { version, server }: Config,
  contactOf: (number: string) => string,
): Admission {
  const normal = normalForm(number)
  return {
    number: normal,
    arrival: {
      type: 'CallArrived',
      ...{ leg, hotline: '', via: endpoint, contact: contactOf(normal), numberKind: number.kind },
      ...{ flow: OUTBOUND_FLOW, version, language: server.language, arrivedAt, out: plan },
    },
  }
}

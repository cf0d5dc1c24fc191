// The one loop: events in, a step, the journal, commands out. Conversations and the floor each have a mailbox;
// this file introduces them to each other and to the door.
import type { FloorCommand as CallToFloor, LookUpCommand } from '../calls/commands.ts'
import type { Ending } from '../calls/ending.ts'
import type { CallInput } from '../calls/events.ts'
import type { Config } from '../config/config-types.ts'
import type { FloorInput } from '../queues/events.ts'
import type { FloorCommand as FloorToCall } from '../queues/turn.ts'
import type { Switches } from '../trunks/switches.ts'
import { openAlarms } from './alarms.ts'
import { bookOf, type OwnStrategies, rosterOf, type Team } from './books.ts'
import { openCallsDesk } from './calls-desk.ts'
import type { Clock } from './clock.ts'
import { admit, type Visitor } from './door.ts'
import type { Exchange, ExchangeEars } from './exchange.ts'
import { openFloorDesk } from './floor-desk.ts'
import type { Journal } from './journal.ts'

export type SwitchboardLog = {
  moved(conversation: string, from: string, by: string, to: string): void
  agentMoved(agent: string, from: string, to: string): void
  repaired(what: string, details: Record<string, unknown>): void
  /** `conversation`: whose step it was; none for the floor's. */
  failed(error: unknown, conversation?: string): void
  /** For whoever measures: from what made it possible (an agent free, a caller there) to the command to ring. */
  routed?(conversation: string, tookMs: number): void
  ended?(conversation: string, ending: Ending): void
}

export type Contacts = {
  /** Number in normal form → reference (keyed hash). */
  refOf(number: string): string
  /** Keeps the number where the scribe finds it. @returns it sealed, for the call's own state. */
  remember(contact: string, number: string): string
  /** Closes a text that belongs to this contact. */
  seal(text: string, contact: string): string
}

/** Asks other systems on behalf of a flow. The answer, or that there is none in time, is always told. */
export type Lookups = {
  ask(command: LookUpCommand, config: Config): Promise<Extract<CallInput, { type: 'LookedUp' }>>
}

export type SwitchboardParts = {
  clock: Clock
  journal: Journal
  exchange: Exchange
  contacts: Contacts
  lookups: Lookups
  config: Config
  /** A version that live calls began with, if it can still be had. */
  version(hash: string): Config | undefined
  strategies: OwnStrategies
  team: Team
  /** What supervisors put against the opening hours, at this moment. */
  switches(): Switches
  storedFloor: Readonly<Record<string, string>>
  log: SwitchboardLog
}

export type Switchboard = ReturnType<typeof openSwitchboard>

export function openSwitchboard(parts: SwitchboardParts) {
  const { clock, journal, exchange, contacts, lookups, log } = parts
  let { config, team } = parts
  let roster = rosterOf(config, team, parts.strategies)
  let draining = false
  let emptied: (() => void) | undefined
  /** Conversation → house ms when what led to its last offer happened; until its agent's phone is rung. */
  const offeredSince = new Map<string, number>()
  const { failed } = log
  const alarms = openAlarms(() => clock.now().house, ringAlarm)

  const calls = openCallsDesk({
    clock,
    journal,
    alarms,
    failed,
    moved: log.moved,
    book: hash => bookOf(versionOf(hash), () => team, parts.switches),
    drive(conversation, command) {
      if (command.type === 'Ring') measureRoute(conversation)
      exchange.drive(conversation, command)
    },
    tellFloor: (conversation, command) => floor.happened(floorInput(conversation, command)),
    lookUp(conversation, command) {
      const version = calls.call(conversation)?.version ?? ''
      const answer = lookups.ask(command, versionOf(version))
      answer.then(
        input => calls.happened(conversation, input),
        error => failed(error, conversation),
      )
    },
    seal: contacts.seal,
    ended: (conversation, ending) => {
      offeredSince.delete(conversation)
      log.ended?.(conversation, ending)
      if (calls.size === 0) emptied?.()
    },
  })
  const floor = openFloorDesk({
    clock,
    journal,
    alarms,
    failed,
    roster: () => roster,
    moved: log.agentMoved,
    tellCall,
    stored: parts.storedFloor,
  })

  const ears: ExchangeEars = {
    knocked,
    happened(conversation, input) {
      if (calls.happened(conversation, input)) return
      // Picked up for a conversation that is over: nobody may be left holding a dead line.
      if (input.type === 'LegJoined')
        exchange.drive(conversation, { type: 'Release', leg: input.leg, cause: 'normal' })
    },
    phoneSeen: (phone, reachable) => floor.happened({ type: 'PhoneSeen', phone, reachable }),
  }

  return {
    calls,
    floor,
    ears,
    get config(): Config {
      return config
    },

    /** From now on: new calls get this version, the floor this team. Live calls keep theirs. */
    publish(next: { config?: Config; team?: Team }): void {
      config = next.config ?? config
      team = next.team ?? team
      roster = rosterOf(config, team, parts.strategies)
      floor.happened({ type: 'TeamChanged', hash: config.version })
    },

    /** No new calls; resolves when the last one is over. */
    drain(): Promise<void> {
      draining = true
      return new Promise(resolve => {
        emptied = resolve
        if (calls.size === 0) resolve()
      })
    },

    close: () => alarms.clear(),
  }

  function versionOf(hash: string): Config {
    return hash === config.version ? config : (parts.version(hash) ?? config)
  }

  function ringAlarm(name: string): void {
    if (name === 'floor') floor.happened({ type: 'TimeUp' })
    else calls.happened(name, { type: 'TimeUp' })
  }

  function knocked(conversation: string, visitor: Visitor): void {
    if (calls.has(conversation)) return
    const { arrival, number } = admit(visitor, config, contacts.refOf, draining)
    calls.arrived(conversation, arrival, contacts.remember(arrival.contact, number))
  }

  function measureRoute(conversation: string): void {
    const since = offeredSince.get(conversation)
    if (since !== undefined) log.routed?.(conversation, clock.now().house - since)
    offeredSince.delete(conversation)
  }

  /** An offer for a conversation that is gone goes straight back. */
  function tellCall(command: FloorToCall, since: number): void {
    const { conversation } = command
    switch (command.type) {
      case 'Offer': {
        const { type: _, conversation: __, ...offer } = command
        offeredSince.set(conversation, since)
        if (calls.happened(conversation, { type: 'Offered', ...offer })) return
        offeredSince.delete(conversation)
        const { offer: id, agent } = offer
        floor.happened({ type: 'OfferEnded', offer: id, conversation, agent, cause: 'caller-gone' })
        return
      }
      case 'RevokeOffer':
        calls.happened(conversation, { type: 'OfferRevoked', offer: command.offer })
        return
      case 'TellPosition':
        calls.happened(conversation, { type: 'Placed', position: command.position })
        return
      default:
        command satisfies never
    }
  }
}

function floorInput(conversation: string, command: CallToFloor): FloorInput {
  switch (command.type) {
    case 'JoinQueue': {
      const { queue, priority, since, skills } = command
      return { type: 'CallerJoined', conversation, queue, priority, since, ...(skills ? { skills } : {}) }
    }
    case 'LeaveQueue':
      return { type: 'CallerLeft', conversation }
    case 'AskPosition':
      return { type: 'PositionAsked', conversation }
    case 'EndOffer': {
      const { offer, agent, cause } = command
      return { type: 'OfferEnded', offer, conversation, agent, cause }
    }
    case 'AcceptOffer':
      return { type: 'OfferAccepted', offer: command.offer, conversation, agent: command.agent }
    case 'FinishTalk':
      return { type: 'TalkFinished', conversation, agent: command.agent, wrapUpMs: command.wrapUpMs }
    default:
      return command satisfies never
  }
}

// The one loop: events in, a step, the journal, commands out. Conversations and the floor each have a mailbox;
// this file introduces them to each other and to the door.
import type { LookUpCommand } from '../calls/commands.ts'
import type { CallInput } from '../calls/events.ts'
import type { Config } from '../config/config-types.ts'
import { queueStateOf } from '../queues/queue-state.ts'
import type { FloorCommand as FloorToCall } from '../queues/turn.ts'
import type { Switches } from '../trunks/switches.ts'
import { openAlarms } from './alarms.ts'
import { bookOf, type OwnStrategies, rosterOf, type Team } from './books.ts'
import { callInput } from './call-input.ts'
import { openCallsDesk } from './calls-desk.ts'
import type { Clock } from './clock.ts'
import type { Contacts } from './contacts.ts'
import { openDeparted } from './departed.ts'
import { type DialAnswer, type Dialled, openDialDesk } from './dial-desk.ts'
import { admit, goingOut, type Visitor } from './door.ts'
import type { Exchange, ExchangeEars } from './exchange.ts'
import { openFloorDesk } from './floor-desk.ts'
import { floorInput } from './floor-input.ts'
import type { Journal } from './journal.ts'
import { openOutward } from './outward.ts'
import { openPromises } from './promises.ts'
import type { SwitchboardLog } from './switchboard-log.ts'

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
  dialled?: Dialled
  /** A conversation's id that is the same for the same name. */
  conversationOf(name: string): string
  /** Why a caller is refused while so many calls are in hand (capacity.ts); missing: none ever is. */
  refusal?(inHand: number): 'too-many-calls' | undefined
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
  const departed = openDeparted()
  const { failed } = log
  const dialDesk = openDialDesk({
    clock,
    config: () => config,
    team: () => team,
    switches: parts.switches,
    refused: news => log.dialRefused?.(news),
    dialled: parts.dialled,
  })
  const outward = openOutward({ dialDesk, contacts, calls: () => calls })
  const alarms = openAlarms(() => clock.now().house, ringAlarm)

  const calls = openCallsDesk({
    ...{ clock, journal, alarms, failed },
    moved(conversation, from, by, to) {
      log.moved(conversation, from, by, to)
      if (to === 'promised') whenEmpty()
    },
    book: hash => ({
      ...bookOf(versionOf(hash), () => team, parts.switches, queueState),
      owed: promises.owed,
    }),
    promise: (conversation, command) => promises.keep(conversation, command),
    askToDial: (conversation, command) => outward.answer(conversation, command),
    drive(conversation, command) {
      if (command.type === 'Ring') measureRoute(conversation)
      if (command.type === 'DialOut' && !dialDesk.mayDial(command))
        return trunkFull(conversation, command.leg)
      exchange.drive(conversation, command)
    },
    endNoted: leg => exchange.forgetEnd(leg),
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
      departed.add(conversation)
      offeredSince.delete(conversation)
      dialDesk.over(conversation)
      promises.over(conversation)
      log.ended?.(conversation, ending)
      whenEmpty()
    },
  })
  const promises = openPromises({
    ...{ clock, contacts, dialDesk, calls },
    version: () => config.version,
    conversationOf: parts.conversationOf,
  })
  const floor = openFloorDesk({
    clock,
    journal,
    alarms,
    failed,
    roster: () => roster,
    moved: log.agentMoved,
    proved: log.waitProved,
    strategyStopped: log.strategyStopped,
    tellCall,
    stored: parts.storedFloor,
  })

  const ears: ExchangeEars = {
    knocked,
    happened(conversation, input) {
      if (input.type === 'LegEnded') dialDesk.over(input.leg)
      if (input.type === 'CommandFailed' && input.command === 'dial-out') dialDesk.over(input.subject)
      if (calls.happened(conversation, input)) return
      if (input.type === 'LegEnded') departed.add(conversation)
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
    dialDesk,
    promises,
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

    /**
     * He asked on a screen: his own phone rings, and then the number is dialled.
     * @param conversation a new id
     * @returns why not, or the plan
     */
    dial(conversation: string, phone: string, dialled: string): DialAnswer {
      const answer = dialDesk.ask({ conversation, phone, dialled, ownFirst: true })
      if (!('plan' in answer)) return answer
      const own = { leg: `${conversation}-agent-0`, endpoint: phone, arrivedAt: clock.now().wall }
      const { arrival, number } = goingOut(own, answer, config, contacts.refOf)
      calls.arrived(conversation, arrival, contacts.remember(arrival.contact, number))
      return answer
    },

    /** May this phone have this number called into a live call? The number is kept, and stands in no event. */
    outward: outward.ask,

    get isDraining(): boolean {
      return draining
    },

    /** No new calls; resolves when nobody is in a call any more. */
    drain(): Promise<void> {
      draining = true
      return new Promise(resolve => {
        emptied = resolve
        whenEmpty()
      })
    },

    close: () => alarms.close(),
  }

  function queueState(queue: string, house: number) {
    return roster.queues[queue] && queueStateOf(floor.floor, roster, queue, house)
  }

  function versionOf(hash: string): Config {
    return hash === config.version ? config : (parts.version(hash) ?? config)
  }

  function ringAlarm(name: string): void {
    if (name === 'floor') floor.happened({ type: 'TimeUp' })
    else calls.happened(name, { type: 'TimeUp' })
  }

  function knocked(conversation: string, visitor: Visitor, found = false): void {
    if (calls.has(conversation)) return
    // Told late. Who was found is really there.
    if (!found && departed.has(conversation)) return
    const dial = (phone: string, dialled: string) =>
      found ? dialDesk.stranded(dialled) : dialDesk.ask({ conversation, phone, dialled, ownFirst: false })
    const closed = draining ? 'draining' : found ? undefined : parts.refusal?.(calls.inHand)
    const { arrival, number } = admit(visitor, config, contacts.refOf, closed, dial, contacts.isBlocked)
    calls.arrived(conversation, arrival, contacts.remember(arrival.contact, number))
  }
  /** Heard later, as any other refusal is. */
  function trunkFull(conversation: string, leg: string): void {
    const input = { type: 'CommandFailed', command: 'dial-out', subject: leg, status: 429 } as const
    queueMicrotask(() => calls.happened(conversation, input))
  }

  function measureRoute(conversation: string): void {
    const since = offeredSince.get(conversation)
    if (since !== undefined) log.routed?.(conversation, clock.now().house - since)
    offeredSince.delete(conversation)
  }

  function whenEmpty(): void {
    if (calls.inHand === 0) emptied?.()
  }

  /** An offer for a conversation that is gone goes straight back. */
  function tellCall(command: FloorToCall, since: number): void {
    const { conversation } = command
    const input = callInput(command)
    if (input.type !== 'Offered') return void calls.happened(conversation, input)
    offeredSince.set(conversation, since)
    if (calls.happened(conversation, { ...input, ...promises.wayTo(conversation) })) return
    offeredSince.delete(conversation)
    const { offer } = input
    for (const { agent } of [input, ...(input.others ?? [])])
      floor.happened({ type: 'OfferEnded', offer, conversation, agent, cause: 'caller-gone' })
  }
}

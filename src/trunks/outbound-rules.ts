// What the owner decided about dialling out (config/outbound.yaml): who may call which numbers, over which trunks, and
// how much of it. Without a word about somebody or something, it may not be dialled.
import type { DestinationKind } from './destination.ts'
import type { DialForm } from './dial-form.ts'

/** Which numbers: what stands here must all hold. Premium, foreign and emergency numbers only where they are named. */
export type NumberFilter = {
  readonly kinds?: readonly DestinationKind[]
  /** ISO codes in capitals; without kinds, numbers of these countries and no others. */
  readonly countries?: readonly string[]
  /** Beginnings of numbers in their normal form, such as `+8428` or `1900`. */
  readonly prefixes?: readonly string[]
  readonly except?: readonly string[]
}

export type OutboundRoute = {
  readonly name: string
  readonly numbers: NumberFilter
  /** In the order in which they are tried. */
  readonly trunks: readonly string[]
  /** Name of the hotline whose number is shown; missing: that of the queue, or the usual one. */
  readonly callerId?: string
  /** How long it may ring. */
  readonly ringMs: number
  /** A trunk that has said nothing for so long is given up for the next one. */
  readonly silentMs: number
  /** SIP answers that lead to the next trunk. */
  readonly nextOn: readonly number[]
}

/** Always there: nobody and nothing dials without end. */
export type Limits = {
  readonly perMinute: number
  readonly perHour: number
  readonly atOnce: number
  /** Beginnings of numbers: only these; missing: all that the routes take. */
  readonly allow?: readonly string[]
  readonly deny: readonly string[]
  /** Name of opening hours; missing: always. */
  readonly hours?: string
}

export type DialClass = {
  readonly name: string
  /** Names of the routes that it opens. */
  readonly routes: readonly string[]
  /** For each phone of it. */
  readonly limits: Limits
}

export type OutboundTrunk = {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp'
  readonly form: DialForm
  readonly limits: Limits
}

export type OutboundRules = {
  /** The first one that fits, and that the caller may use, takes the call. */
  readonly routes: readonly OutboundRoute[]
  readonly classes: Readonly<Record<string, DialClass>>
  /** Phone account → class. */
  readonly phones: Readonly<Record<string, string>>
  /** Class of agents' phones that have none of their own. */
  readonly agents?: string
  /** Class of flows that send callers outside; missing: none can. */
  readonly flows?: string
  /** Class of callbacks; missing: nobody can be called back. */
  readonly callbacks?: string
  readonly trunks: Readonly<Record<string, OutboundTrunk>>
  /** Names of hotlines. */
  readonly callerId: { readonly usual?: string; readonly queues: Readonly<Record<string, string>> }
}

// What the owner decided, checked and frozen: the one value that every part of the house is given.
// Durations are milliseconds, names are keys ([a-z][a-z0-9-]*), records have no prototype, so a plain
// `config.queues[name]` answers undefined for any name that nobody wrote.
import type { Flow } from '../flows/flow.ts'
import type { OwnStrategy } from '../own-strategies/strategies.ts'
import type { RecordingPolicy } from '../recordings/policy.ts'
import type { Hotline } from '../trunks/hotline.ts'
import type { Hours } from '../trunks/hours.ts'
import type { OutboundRules } from '../trunks/outbound-rules.ts'
import type { AgentCode } from '../trunks/star-codes.ts'
import type { BoxConfig } from './files/boxes.ts'
import type { LookupsConfig } from './files/lookups.ts'
import type { QueueConfig } from './files/queues.ts'
import type { SendConfig } from './files/sends.ts'
import type { SipBans } from './files/sip-bans.ts'
import type { VoiceConfig } from './files/voices.ts'

export type { QueueConfig } from './files/queues.ts'

export type Config = {
  /** Hash of the whole tree that this was read from: the version that a call keeps until it ends. */
  readonly version: string
  readonly server: ServerConfig
  readonly trunks: readonly Trunk[]
  readonly hotlines: readonly Hotline[]
  readonly queues: Named<QueueConfig>
  /** The owner's own, tried out. */
  readonly strategies: readonly OwnStrategy[]
  readonly hours: Named<Hours>
  readonly recording: RecordingPolicy
  /** The daily report; missing: none is sent. */
  readonly mail?: MailConfig
  /** Language → who speaks it; the built-in voice where none is named. */
  readonly voices: Named<VoiceConfig>
  /** Other systems that flows may ask, and the databases among them. */
  readonly lookups: LookupsConfig
  /** What flows may send to other systems and people. */
  readonly sends: Named<SendConfig>
  /** Who may dial out, where to, over which trunks. */
  readonly outbound: OutboundRules
  /** Where callers leave messages. */
  readonly boxes: Named<BoxConfig>
  readonly team: Team
  readonly flows: Named<Flow>
  readonly prompts: Prompts
}

export type Named<T> = Readonly<Record<string, T>>

export type ServerConfig = {
  /** IANA name, e.g. Asia/Ho_Chi_Minh. */
  readonly timezone: string
  /** Language of prompts where neither hotline nor flow names one, e.g. `vi`. */
  readonly language: string
  /** ISO 3166 code in capitals: the country that national numbers belong to. */
  readonly country: string
  readonly https: { readonly port: number }
  /**
   * `allow`: networks beyond the private ones that may speak SIP to us; trunks' addresses always may. `dtmf`: of the
   * phones that name no way of their own.
   */
  readonly sip: {
    readonly port: number
    readonly allow: readonly string[]
    readonly dtmf: DtmfMode
    readonly bans: SipBans
    /** Phones may also speak TLS, on this port, by the house's certificate. */
    readonly tls?: { readonly port: number }
    readonly encryption: SpeechEncryption
  }
  /** Inclusive. */
  readonly rtp: { readonly first: number; readonly last: number }
  /** These three listen on loopback only. */
  readonly ari: { readonly port: number }
  readonly postgres: { readonly port: number }
  readonly redis: { readonly port: number }
  /** Our address as the outside sees it, when we stand behind NAT. */
  readonly publicAddress?: string
  /** Networks (CIDR) that reach us without NAT; empty: the private ranges. */
  readonly localNets: readonly string[]
  /** Files that replace our own certificate, relative to the config folder's root or absolute. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** No caller's leg lives longer. */
  readonly maxCallMs: number
  /** With so many calls in hand new callers are refused. */
  readonly maxCalls: number
  /** How long a stop waits for live calls. */
  readonly drainMs: number
  readonly standby: boolean
  /** Roles that must log in with a second factor. */
  readonly secondFactor: readonly ('admin' | 'manager' | 'supervisor' | 'agent')[]
  /** What whose number is blocked meets: the busy signal, nothing, or a sentence. */
  readonly blockedCallers: 'busy' | 'hang-up' | 'say'
  /** What our own phones dial to record a prompt, e.g. `*44`. */
  readonly studioCode: string
  /** What an agent dials from his phone, e.g. `*45`. */
  readonly agentCodes: Readonly<Record<AgentCode, string>>
}

/**
 * Of phones' speech (SRTP, keys in the signalling): `offered` to phones that can, `required`: who can't has no calls.
 */
export type SpeechEncryption = 'off' | 'offered' | 'required'

export type Codec = 'ulaw' | 'alaw' | 'g722' | 'opus'

/** A line to the telephone network, known by the addresses that its INVITEs come from. */
export type Trunk = {
  readonly name: string
  /** IP addresses or CIDR networks. */
  readonly match: readonly string[]
  readonly country: string
  readonly codecs: readonly Codec[]
  readonly dtmf: DtmfMode
  /** We register with it; without this it only knows our address. */
  readonly registration?: TrunkRegistration
  /** Names of the hotlines that may be reached through it. */
  readonly hotlines: 'all' | readonly string[]
}

/**
 * How keys come: `rfc4733` beside the sound, `inband` as tones in it, `info` as SIP INFO, `auto` beside the sound
 * where the other side can, else as tones. SIP INFO is understood in every mode.
 */
export type DtmfMode = 'rfc4733' | 'inband' | 'info' | 'auto'

export type TrunkRegistration = {
  /** Address or name of the registrar. */
  readonly host: string
  readonly port: number
  readonly user: string
  /** Name of the secret that holds the password. */
  readonly secret: string
  /** Missing: whichever the registrar names. */
  readonly realm?: string
  /** User of the address that we tell it. */
  readonly contact: string
  readonly transport: 'udp' | 'tcp'
  readonly expiresMs: number
  readonly retryMs: number
}

export type MailConfig = {
  /** `secure`: TLS from the first byte; without it the connection is upgraded where the server can. */
  readonly smtp: {
    readonly host: string
    readonly port: number
    readonly secure: boolean
    readonly user?: string
    /** Name of the secret that holds the password. */
    readonly secret?: string
  }
  readonly from: string
  readonly to: readonly string[]
  /** HH:MM on the house's wall. */
  readonly at: string
  readonly language: 'vi' | 'en'
}

/** Seeds the database at the first start; later changes are made in the running system. */
export type Team = {
  readonly agents: readonly TeamAgent[]
  /** Accounts of phones that may only call in. */
  readonly callers: readonly { readonly id: string; readonly dtmf?: DtmfMode }[]
}

export type TeamAgent = {
  readonly id: string
  readonly name: string
  /** `level`: missing: 1. `rank`: his place in the order of the queue's agents; missing: his place in this file, from 0. */
  readonly queues: readonly { readonly queue: string; readonly level?: number; readonly rank?: number }[]
  readonly phone: string
  /** How this phone tells keys; missing: as server.yaml says. */
  readonly dtmf?: DtmfMode
  /** As `english` or `english:3`. */
  readonly skills?: readonly string[]
  /** His own wrap-up, instead of his queues'. */
  readonly wrapUpMs?: number
  /** For weighted random. Missing: 1. */
  readonly weight?: number
}

export type Prompts = {
  /** language → key → sentence for the built-in voice. */
  readonly sentences: Named<Named<string>>
  /** language → key → absolute path of a recording, which wins over the sentence. */
  readonly recordings: Named<Named<string>>
}
